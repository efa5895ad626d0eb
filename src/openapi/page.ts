import { escapeHtml } from '../lib/html.ts'
import type { Document, Operation, Told } from './document.ts'

type Described = { method: string; path: string; operation: Operation }

/** The description as one page without scripts: nothing is loaded from anywhere else. */
export function page(document: Document): string {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const sections = Map.groupBy(all, ({ operation }) => operation.tags[0] ?? '')
  const menu = [...sections].map(([name, list]) => menuOf(name, list)).join('') + toldMenu
  const body = [...sections].map(
    ([name, list]) => `<h2 id="${idOf(name)}">${escapeHtml(name)}</h2>${list.map(section).join('')}`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Greenroom API</title><link rel="stylesheet" href="/docs/style.css"></head>
<body><nav aria-label="Operations"><strong>Greenroom API</strong>${menu}</nav>
<main><h1>Greenroom API</h1>${introduction}${body.join('')}${told(document.webhooks)}</main></body></html>`
}

/** What webhooks are sent, one shape a type. */
const told = (webhooks: Document['webhooks']) =>
  `<h2 id="what-webhooks-are-sent">What webhooks are sent</h2><p>Signed by Standard Webhooks 1.0.0, and again until a 2xx comes back.</p>${Object.entries(
    webhooks,
  )
    .map(([type, { post }]) => toldOne(type, post))
    .join('')}`

const toldOne = (type: string, { operationId, summary, requestBody }: Told) =>
  `<section id="${operationId}"><h3>${escapeHtml(type)}</h3><p>${escapeHtml(summary)}</p>${shape(requestBody.content['application/json'].schema)}</section>`

const introduction = `<p>Every request carries <code>x-api-key</code>; every request but <code>POST /room/v1/token</code> also
<code>Authorization</code>, the token it answers, raw. Errors are LoopBack's: <code>{"error":{"statusCode","name","message"}}</code>.
Another company's record does not exist. The same as a file: <a href="/openapi.json">openapi.json</a>.</p>`

const toldMenu = '<h3><a href="#what-webhooks-are-sent">What webhooks are sent</a></h3>'

const idOf = (name: string) => name.toLowerCase().replace(/\W+/g, '-')

const menuOf = (name: string, list: Described[]) =>
  `<h3><a href="#${idOf(name)}">${escapeHtml(name)}</a></h3><ul>${list
    .map(({ operation }) => `<li><a href="#${operation.operationId}">${escapeHtml(operation.summary)}</a></li>`)
    .join('')}</ul>`

function section({ method, path, operation }: Described): string {
  const sent = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const query = operation.parameters.filter((parameter) => parameter.in === 'query')
  const answered = Object.entries(operation.responses).map(
    ([status, { description }]) => `<tr><th scope="row">${status}</th><td>${escapeHtml(description)}</td></tr>`,
  )
  const reply = operation.responses['200']?.content?.['application/json']?.schema
  return `<section id="${operation.operationId}"><h3>${escapeHtml(operation.summary)}</h3>
<p class="route"><b>${method}</b> <code>${escapeHtml(path)}</code></p>
${operation.description ? `<p>${code(operation.description)}</p>` : ''}
${query.map(({ name, description }) => `<p><b>?${escapeHtml(name)}</b> ${code(description)}</p>`).join('')}
${sent ? `<h4>Body</h4>${shape(sent)}` : ''}${reply ? `<h4>Answer</h4>${shape(reply)}` : ''}
<table><tbody>${answered.join('')}</tbody></table></section>`
}

const code = (words: string) => escapeHtml(words).replace(/`([^`]+)`/g, '<code>$1</code>')

const shape = (schema: object) => `<pre tabindex="0">${escapeHtml(sketch(schema))}</pre>`

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  description?: string
}

/** A schema as a person would note it down: `name?: string | null`. */
function sketch(
  { type, properties, required = [], items, anyOf, enum: choices, const: only }: Schema,
  indent = '',
): string {
  if (only !== undefined) return JSON.stringify(only)
  if (anyOf) return anyOf.map((one) => sketch(one, indent)).join(' | ')
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' | ')
  if (items) return `[${sketch(items, indent)}]`
  if (!properties) return type ?? 'anything'
  const lines = Object.entries(properties).map(([name, inner]) => {
    const about = inner.description ? `  // ${inner.description}` : ''
    return `${indent}  ${name}${required.includes(name) ? '' : '?'}: ${sketch(inner, `${indent}  `)}${about}`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}
