import { readFileSync } from 'node:fs'
import { Answer, type Door } from '../lib/door.ts'
import { getDescription, getDocs, getDocsStyle } from './contract.ts'
import { type Document, describe } from './document.ts'
import { page } from './page.ts'

const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8')

export function routes(door: Door) {
  let described: Document | undefined
  // At the first request, when every feature has said what it serves.
  const document = () => {
    described ??= describe(door.endpoints, door.world.publicUrl)
    return described
  }
  door.on(getDescription, async () => new Answer(200, document()))
  door.on(getDocs, async () => new Answer(200, page(document()), html))
  door.on(getDocsStyle, async () => new Answer(200, style, { 'content-type': 'text/css; charset=utf-8' }))
}

const html = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
