import { escapeHtml } from '../lib/html.ts'
import type { Letter } from '../lib/mail.ts'
import type { Saying } from './saying.ts'

type Given = Saying & { id: string; to: string; publicUrl: string }

const settings = '/#/settings/account'
const why = 'Which of these letters you get is for you to choose, under Settings, Your account.'

/** A letter to the company's own people. It names no candidate: it may be read where an assessment is masked. */
export function letterOf({ id, to, publicUrl, subject, lines, open, isUnasked }: Given): Letter {
  const oneLine = subject.replace(/\s+/g, ' ')
  return {
    id,
    to,
    subject: oneLine,
    text: [
      ...lines.map(({ text, path }) => (path ? `${text}\n${publicUrl}${path}` : text)),
      `${open.words}:\n${publicUrl}${open.path}`,
      ...(isUnasked ? [] : [`${why}\n${publicUrl}${settings}`]),
    ].join('\n\n'),
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(oneLine)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1c1e;background:#ffffff">
<div style="max-width:36em;margin:0 auto">
${lines.map(({ text, path }) => `<p>${path ? link(publicUrl + path, text) : escapeHtml(text)}</p>`).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(publicUrl + open.path)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none">${escapeHtml(open.words)}</a></p>
${isUnasked ? '' : `<p style="font-size:13px;color:#5f5f64">${link(publicUrl + settings, why)}</p>`}
</div></body></html>`,
  }
}

const link = (address: string, words: string) =>
  `<a href="${escapeHtml(address)}" style="color:inherit">${escapeHtml(words)}</a>`
