import { escapeHtml } from './html.ts'
import { directionOf, type Language } from './languages.ts'

/** The colour of buttons where nobody has chosen one. */
export const usualColour = '#1f4fd8'

/** Styles stand on each thing, as mail programs want them; so do language and direction, for some drop the page around it. */
export function letterPage({ language, subject }: { language: Language; subject: string }, content: string): string {
  return `<!doctype html>
<html ${reading(language)}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1c1e;background:#ffffff">
<div ${reading(language)} style="max-width:36em;margin:0 auto;overflow-wrap:anywhere;word-break:break-word">
${content}
</div></body></html>`
}

const reading = (language: Language) => `lang="${language}" dir="${directionOf(language)}"`

export const button = (address: string, words: string, colour = usualColour) =>
  `<p style="margin:24px 0"><a href="${escapeHtml(address)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${colour};color:#ffffff;text-decoration:none">${escapeHtml(words)}</a></p>`
