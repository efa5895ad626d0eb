import { readFileSync } from 'node:fs'
import { Answer, type Door } from '../lib/door.ts'
import * as contract from './contract.ts'
import { pageOf } from './page.ts'
import * as unsubscribing from './unsubscribing.ts'

const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8')

export function routes(door: Door) {
  door.on(contract.getUnsubscribe, async (world, { params: { token } }) =>
    answer(pageOf(await unsubscribing.find(world, token), token)),
  )
  door.on(contract.unsubscribe, async (world, { params: { token } }) =>
    answer(pageOf(await unsubscribing.unsubscribe(world, token), token)),
  )
  door.on(contract.resubscribe, async (world, { params: { token } }) =>
    answer(pageOf(await unsubscribing.resubscribe(world, token), token)),
  )
  door.on(
    contract.getUnsubscribeStyle,
    async () => new Answer(200, style, { 'content-type': 'text/css; charset=utf-8' }),
  )
}

const answer = (page: string) =>
  new Answer(200, page, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  })
