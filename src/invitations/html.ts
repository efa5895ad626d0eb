import { readable } from '../assessments/accent.ts'
import { escapeHtml } from '../lib/html.ts'
import { isolated } from '../lib/languages.ts'
import { button, letterPage, usualColour } from '../lib/letter-html.ts'
import type { Attached } from '../lib/mail.ts'
import type { Said } from './mail.ts'

export type Links = { link?: string | undefined; unsubscribe?: string | undefined }

/** How a company's letters look: its name, its colour, and its picture, which comes with the letter. */
export type Brand = { companyName: string; accent: string | null; picture?: Attached | undefined }

/** The picture travels inside the letter: one fetched from us would tell when it is read, and most programs block it. */
export function pageOf(said: Said, links: Links, brand: Brand, pictureAt = `cid:${brand.picture?.cid}`): string {
  const accent = readable(brand.accent ?? usualColour)
  const picture = brand.picture
    ? `<img src="${escapeHtml(pictureAt)}" alt="" width="576" style="display:block;width:100%;height:auto;border-radius:8px">`
    : ''
  return letterPage(
    said,
    `${picture}
<p style="margin:16px 0;padding-bottom:8px;border-bottom:3px solid ${accent};font-size:18px;font-weight:600">${escapeHtml(isolated(said.language, brand.companyName))}</p>
${said.paragraphs.map(paragraph).join('\n')}
${said.receipt.map(line).join('\n')}
${link(said, links, accent)}
${unsubscribing(said, links)}`,
  )
}

/** An English sentence in an Arabic letter keeps its full stop at its own end. */
const paragraph = ({ text, isOwn }: Said['paragraphs'][number]) =>
  `<p${isOwn ? ' dir="auto"' : ''}>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`

const line = ({ text, sha256 }: Said['receipt'][number]) =>
  `<p style="font-size:13px">${escapeHtml(text)}${
    sha256 ? `<br><code dir="ltr" style="font-size:12px;overflow-wrap:anywhere">${sha256}</code>` : ''
  }</p>`

const link = ({ open, notes }: Said, { link }: Links, accent: string) =>
  link
    ? `${button(link, open, accent)}
<p style="font-size:13px;color:#5f5f64">${escapeHtml(notes)}<br><span dir="ltr" style="overflow-wrap:anywhere">${escapeHtml(link)}</span></p>`
    : ''

const unsubscribing = ({ unsubscribe: words }: Said, { unsubscribe }: Links) =>
  unsubscribe
    ? `<p style="font-size:13px"><a href="${escapeHtml(unsubscribe)}" style="color:#5f5f64">${escapeHtml(words)}</a></p>`
    : ''
