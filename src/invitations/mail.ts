import { addressed, isolated, type Language, languageOf } from '../lib/languages.ts'
import type { Letter } from '../lib/mail.ts'
import { calendarOf } from './calendar.ts'
import { type Brand, type Links, pageOf } from './html.ts'
import { hasDeadline, hasOwnWords, type LetterKind } from './letter-kinds.ts'
import { wordsIn } from './letter-words.ts'
import { momentIn } from './moments.ts'
import { type Filling, fill } from './placeholders.ts'

export type Contents = {
  companyName: string
  assessmentName: string
  deadline: Date
  /** The candidate's, as their browser told it, else the company's. */
  timeZone: string
  /** The assessment's; one we do not speak is written to in English. */
  language: string
  /** The recruiter's own words, in the letters that ask somebody to come. */
  letterText: string | null
  letterSubject: string | null
  minutes: number
  receipt?: { submittedAt: Date; answers: { keptAt: Date; sha256: string }[] } | undefined
}

/** What a letter says, before it is one. */
export type Said = {
  language: Language
  subject: string
  /** `isOwn` are the recruiter's, in whatever language they are. */
  paragraphs: { text: string; isOwn: boolean }[]
  receipt: { text: string; sha256?: string }[]
  open: string
  notes: string
  unsubscribe: string
}

/**
 * What the letter of a kind says. None names the candidate: an address may be mistyped, and letters kept as files must not
 * hold a name in the open. Nor is a reason they gave repeated: it is sealed.
 */
export function wordsOf(kind: LetterKind, contents: Contents): Said {
  const language = languageOf(contents.language)
  const words = wordsIn(language)
  const { letterText } = contents
  const filling = fillingOf(contents)
  const own = hasOwnWords(kind) && letterText ? paragraphsOf(fill(letterText, filling)) : []
  const [first = '', ...rest] = words[kind].says(filling.company, filling.assessment, filling.deadline)
  return {
    language,
    subject: oneLine(subjectOf(kind, contents, filling)),
    paragraphs: [ours(words.greeting), ours(first), ...own, ...rest.map(ours)],
    receipt: receiptOf(contents),
    open: words.open,
    notes: words.notes,
    unsubscribe: words.unsubscribe,
  }
}

function fillingOf({ companyName, assessmentName, deadline, timeZone, minutes, ...given }: Contents): Filling {
  const language = languageOf(given.language)
  return {
    company: isolated(language, companyName),
    assessment: isolated(language, assessmentName),
    deadline: momentIn(language, deadline, timeZone),
    minutes: String(minutes),
  }
}

function subjectOf(kind: LetterKind, { language, letterSubject }: Contents, filling: Filling): string {
  if (hasOwnWords(kind) && letterSubject) return fill(letterSubject, filling)
  const { subject } = wordsIn(languageOf(language))[kind === 'reminder' ? 'invitation' : kind]
  return subject(filling.company, filling.assessment)
}

function receiptOf({ receipt, language, timeZone }: Contents): Said['receipt'] {
  if (!receipt) return []
  const known = languageOf(language)
  const at = (moment: Date) => momentIn(known, moment, timeZone)
  const words = wordsIn(known).receipt
  const answers = receipt.answers.map(({ keptAt, sha256 }, index) => {
    return { text: words.answer(index + 1, at(keptAt)), sha256 }
  })
  return [{ text: words.handedIn(at(receipt.submittedAt)) }, ...answers]
}

const ours = (text: string) => ({ text, isOwn: false })

const paragraphsOf = (words: string) =>
  words
    .split(/\n\s*\n/)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ text, isOwn: true }))

const oneLine = (words: string) => words.replace(/\s+/g, ' ')

export type Given = Contents &
  Links & {
    id: string
    to: string
    now: Date
    brand: Brand
    /** The interview's first letter, which this one follows. */
    follows?: string | undefined
    calendar: { uid: string; sequence: number }
  }

/** The letter of a kind, ready to leave. */
export function letterOf(kind: LetterKind, given: Given): Letter {
  const { id, to, follows, brand, unsubscribe } = given
  const said = wordsOf(kind, given)
  const isAhead = hasDeadline(kind) && given.deadline > given.now
  return {
    id,
    to,
    fromName: oneLine(given.companyName),
    subject: said.subject,
    text: textOf(said, given),
    html: pageOf(said, given, brand),
    ...(follows !== undefined && { follows }),
    ...(unsubscribe !== undefined && { unsubscribe }),
    attached: [...(brand.picture ? [brand.picture] : []), ...(isAhead ? [calendarOf(given)] : [])],
  }
}

export const textOf = (said: Said, { link, unsubscribe }: Links): string =>
  [
    ...said.paragraphs.map(({ text }) => text),
    ...said.receipt.map(({ text, sha256 }) => (sha256 ? `${text}\nSHA-256 ${sha256}` : text)),
    ...(link ? [addressed(said.language, said.open, link), said.notes] : []),
    ...(unsubscribe ? [addressed(said.language, said.unsubscribe, unsubscribe)] : []),
  ].join('\n\n')
