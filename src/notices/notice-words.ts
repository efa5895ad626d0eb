import type { Language } from '../lib/languages.ts'
import type { RequestKind } from '../requests/open-kinds.ts'
import type { WhyDisabled } from './kinds.ts'
import { arabic } from './words/ar.ts'
import { german } from './words/de.ts'
import { english } from './words/en.ts'
import { french } from './words/fr.ts'

/** What is counted in a digest, in the order of what is most to do. */
export const counts = ['asked', 'waiting', 'handedIn', 'closing', 'undelivered'] as const
export type Count = (typeof counts)[number]

type Said = (assessment: string) => string
type Counted = (count: number) => string

/** Every letter to the company's own people in one language. */
export type NoticeWords = {
  /** Assessments of a company that is not there, for who looks at a letter before it comes. */
  examples: [string, string]
  choosing: (place: string) => string
  completed: { subject: Said; says: Said; waiting: Counted; open: string }
  requested: Record<RequestKind, { subject: Said; wish: string }> & {
    says: (assessment: string, wish: string) => string
    open: string
  }
  digest: {
    subject: (counts: string) => string
    line: (assessment: string, counts: string) => string
    counted: Record<Count, Counted>
    /** Stands between two counts. */
    between: string
    more: Counted
    open: string
  }
  webhookDisabled: {
    subject: (host: string) => string
    says: (host: string) => string
    why: Record<WhyDisabled, string>
    kept: string
    open: string
  }
}

const languages: Record<Language, NoticeWords> = { en: english, de: german, fr: french, ar: arabic }

export const wordsIn = (language: Language): NoticeWords => languages[language]
