import type { Language } from '../lib/languages.ts'
import { arabic } from './words/ar.ts'
import { german } from './words/de.ts'
import { english } from './words/en.ts'
import { french } from './words/fr.ts'

type Said = (company: string) => string

/** Every letter about somebody's account in one language. */
export type AccountWords = {
  join: { subject: Said; says: Said; open: string }
  reset: { subject: Said; says: Said; open: string }
  /** Says that letters arrive. */
  test: { subject: string; says: string }
}

const languages: Record<Language, AccountWords> = { en: english, de: german, fr: french, ar: arabic }

export const wordsIn = (language: Language): AccountWords => languages[language]
