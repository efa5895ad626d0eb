import { escapeHtml } from '../lib/html.ts'
import { addressed, isolated, type Language } from '../lib/languages.ts'
import { button, letterPage } from '../lib/letter-html.ts'
import type { Letter } from '../lib/mail.ts'
import { wordsIn } from './account-words.ts'

type To = { email: string; language: Language }
type About = { id: string; kind: 'join' | 'reset'; companyName: string; address: string }

/** A letter to one of a company's own people with the link by which they choose a password. */
export function letterOf({ id, kind, address, email, language, companyName }: To & About): Letter {
  const words = wordsIn(language)[kind]
  const company = isolated(language, companyName)
  const link = { words: words.open, address }
  return plainLetter({ id, email, language, subject: words.subject(company), says: words.says(company), link })
}

/** Says that letters arrive. */
export const testLetter = (to: To): Letter =>
  plainLetter({ id: crypto.randomUUID(), ...to, ...wordsIn(to.language).test })

type Plain = To & {
  id: string
  subject: string
  says: string
  link?: { words: string; address: string }
}

function plainLetter({ id, email, language, subject: words, says, link }: Plain): Letter {
  const subject = words.replace(/\s+/g, ' ')
  const open = link
    ? `${button(link.address, link.words)}
<p dir="ltr" style="font-size:13px;color:#5f5f64;overflow-wrap:anywhere">${escapeHtml(link.address)}</p>`
    : ''
  return {
    id,
    to: email,
    subject,
    text: [says, ...(link ? [addressed(language, link.words, link.address)] : [])].join('\n\n'),
    html: letterPage({ language, subject }, `<p>${escapeHtml(says)}</p>\n${open}`),
  }
}
