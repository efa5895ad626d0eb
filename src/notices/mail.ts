import { escapeHtml } from '../lib/html.ts'
import { addressed } from '../lib/languages.ts'
import { button, letterPage } from '../lib/letter-html.ts'
import type { Letter } from '../lib/mail.ts'
import type { Line, Saying } from './saying.ts'

type Given = Saying & { id: string; to: string; publicUrl: string }

const settings = '/#/settings/account'

/** A letter to the company's own people. It names no candidate: it may be read where an assessment is masked. */
export function letterOf({ id, to, publicUrl, language, subject, lines, open, choosing }: Given): Letter {
  const oneLine = subject.replace(/\s+/g, ' ')
  return {
    id,
    to,
    subject: oneLine,
    text: [
      ...lines.map(({ text, path }) => (path ? `${text}\n${publicUrl}${path}` : text)),
      addressed(language, open.words, publicUrl + open.path),
      ...(choosing ? [`${choosing}\n${publicUrl}${settings}`] : []),
    ].join('\n\n'),
    html: letterPage(
      { language, subject: oneLine },
      `${lines.map((line) => paragraph(line, publicUrl)).join('\n')}
${button(publicUrl + open.path, open.words)}
${choosing ? `<p style="font-size:13px;color:#5f5f64">${link(publicUrl + settings, choosing)}</p>` : ''}`,
    ),
  }
}

const paragraph = ({ text, path }: Line, publicUrl: string) =>
  `<p>${path ? link(publicUrl + path, text) : escapeHtml(text)}</p>`

const link = (address: string, words: string) =>
  `<a href="${escapeHtml(address)}" style="color:inherit">${escapeHtml(words)}</a>`
