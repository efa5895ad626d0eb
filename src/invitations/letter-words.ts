import type { Language } from '../lib/languages.ts'
import type { LetterKind } from './letter-kinds.ts'
import { arabic } from './words/ar.ts'
import { german } from './words/de.ts'
import { english } from './words/en.ts'
import { french } from './words/fr.ts'

type Says = { says: (company: string, assessment: string, until: string) => string[] }
type Subject = { subject: (company: string, assessment: string) => string }

/** Every letter in one language. A reminder has the invitation's subject: mail programs make threads of equal ones. */
export type LetterWords = Record<Exclude<LetterKind, 'reminder'>, Says & Subject> & {
  reminder: Says
  greeting: string
  open: string
  notes: string
  unsubscribe: string
  calendar: { title: (company: string) => string; says: (assessment: string) => string }
  receipt: { handedIn: (at: string) => string; answer: (number: number, at: string) => string }
}

const languages: Record<Language, LetterWords> = { en: english, de: german, fr: french, ar: arabic }

export const wordsIn = (language: Language): LetterWords => languages[language]
