import { escapeHtml } from '../lib/html.ts'
import { directionOf, isolated, type Language, languageOf } from '../lib/languages.ts'
import type { Reminded } from './unsubscribing.ts'
import { words } from './words.ts'

/** Works without scripts: it is opened from letters, in whatever shows links there. */
export function pageOf(reminded: Reminded, token: string): string {
  const language = languageOf(reminded?.language)
  const said = words[language]
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeHtml(said.title)}</title><link rel="stylesheet" href="/unsubscribe.css"></head>
<body><main><h1>${escapeHtml(said.title)}</h1>${reminded ? choice(language, reminded, token) : `<p>${escapeHtml(said.over)}</p>`}</main></body>
</html>`
}

function choice(language: Language, reminded: NonNullable<Reminded>, token: string): string {
  const { unsubscribedAt, justNow } = reminded
  const said = words[language]
  const company = isolated(language, reminded.companyName)
  const assessment = isolated(language, reminded.assessmentName)
  const isOff = unsubscribedAt !== null
  const sentence = isOff ? said.off : justNow ? said.onAgain : said.ask
  const path = `/unsubscribe/${token}${isOff ? '/undo' : ''}`
  return `<p role="status">${escapeHtml(sentence(company, assessment))}</p>
<form method="post" action="${escapeHtml(path)}"><button>${escapeHtml(isOff ? said.undo : said.stop)}</button></form>
<p class="hint">${escapeHtml(said.stays)}</p>`
}
