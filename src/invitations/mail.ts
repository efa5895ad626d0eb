import { escapeHtml } from '../lib/html.ts'
import type { Letter } from '../lib/mail.ts'
import type { LetterKind } from './letter-kinds.ts'
import { arabic } from './words/ar.ts'
import { german } from './words/de.ts'
import { english } from './words/en.ts'
import { french } from './words/fr.ts'

type Words = {
  subject: (company: string, assessment: string) => string
  says: (company: string, assessment: string, until: string) => string[]
}
/** Every letter in one language. */
export type LetterWords = Record<LetterKind, Words> & { greeting: string; open: string; notes: string }

const languages: Record<string, LetterWords> = { en: english, de: german, fr: french, ar: arabic }

export type Contents = {
  companyName: string
  assessmentName: string
  deadline: Date
  /** The assessment's; one we do not speak is written to in English. */
  language: string
  /** The recruiter's own words, in the letters that ask somebody to come. */
  letterText: string | null
}

/** What a letter says, before it is one. */
export type Said = {
  language: string
  direction: 'ltr' | 'rtl'
  subject: string
  /** `isOwn` are the recruiter's, in whatever language they are. */
  paragraphs: { text: string; isOwn: boolean }[]
  open: string
  notes: string
}

/**
 * What the letter of a kind says. None names the candidate: an address may be mistyped, and letters kept as files must not
 * hold a name in the open. Nor is a reason they gave repeated: it is sealed.
 */
export function wordsOf(kind: LetterKind, { companyName, assessmentName, deadline, ...given }: Contents): Said {
  const language = given.language.split('-')[0] ?? 'en'
  const known = language in languages ? language : 'en'
  const words = languages[known] ?? english
  const until = `${deadline.toLocaleString(known === 'en' ? 'en-GB' : known, inFull)} (UTC)`
  const own = kind === 'invitation' || kind === 'reminder' ? paragraphsOf(given.letterText) : []
  const [first = '', ...rest] = words[kind].says(companyName, assessmentName, until)
  return {
    language: known,
    direction: known === 'ar' ? 'rtl' : 'ltr',
    subject: words[kind].subject(oneLine(companyName), oneLine(assessmentName)),
    paragraphs: [ours(words.greeting), ours(first), ...own, ...rest.map(ours)],
    open: words.open,
    notes: words.notes,
  }
}

const inFull = { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' } as const

const ours = (text: string) => ({ text, isOwn: false })

const paragraphsOf = (letterText: string | null) =>
  (letterText ?? '')
    .split(/\n\s*\n/)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ text, isOwn: true }))

/** The letter of a kind, ready to leave. All hold a link of their own. */
export function letterOf(
  kind: LetterKind,
  { id, to, link, ...contents }: Contents & { id: string; to: string; link: string },
): Letter {
  const said = wordsOf(kind, contents)
  return {
    id,
    to,
    subject: said.subject,
    text: [...said.paragraphs.map(({ text }) => text), `${said.open}:\n${link}`, said.notes].join('\n\n'),
    html: html(said, link),
  }
}

const html = ({ language, direction, subject, paragraphs, open, notes }: Said, link: string) => `<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1c1e;background:#ffffff">
<div style="max-width:36em;margin:0 auto">
${paragraphs.map(paragraph).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none">${escapeHtml(open)}</a></p>
<p style="font-size:13px;color:#6b6b70">${escapeHtml(notes)}<br>${escapeHtml(link)}</p>
</div></body></html>`

/** An English sentence in an Arabic letter keeps its full stop at its own end. */
const paragraph = ({ text, isOwn }: Said['paragraphs'][number]) =>
  `<p${isOwn ? ' dir="auto"' : ''}>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`

const oneLine = (words: string) => words.replace(/\s+/g, ' ')
