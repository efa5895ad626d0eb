import { escapeHtml } from '../lib/html.ts'
import { directionOf, languageOf } from '../lib/languages.ts'
import type { Reminded } from './unsubscribing.ts'
import { type PageWords, words } from './words.ts'

/** Works without scripts: it is opened from letters, in whatever shows links there. */
export function pageOf(reminded: Reminded, token: string): string {
  const language = languageOf(reminded?.language)
  const said = words[language]
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeHtml(said.title)}</title><link rel="stylesheet" href="/unsubscribe.css"></head>
<body><main><h1>${escapeHtml(said.title)}</h1>${reminded ? choice(said, reminded, token) : `<p>${escapeHtml(said.over)}</p>`}</main></body>
</html>`
}

function choice(said: PageWords, reminded: NonNullable<Reminded>, token: string): string {
  const { companyName, assessmentName, unsubscribedAt, justNow } = reminded
  const isOff = unsubscribedAt !== null
  const sentence = isOff ? said.off : justNow ? said.onAgain : said.ask
  const path = `/unsubscribe/${token}${isOff ? '/undo' : ''}`
  return `<p role="status">${escapeHtml(sentence(companyName, assessmentName))}</p>
<form method="post" action="${escapeHtml(path)}"><button>${escapeHtml(isOff ? said.undo : said.stop)}</button></form>
<p class="hint">${escapeHtml(said.stays)}</p>`
}
