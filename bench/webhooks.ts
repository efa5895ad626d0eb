import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { post } from '../src/webhooks/post.ts'
import { load } from './report.ts'
import { type Server, startServer } from './server.ts'

const events = 2000
const atOnce = 8

/**
 * How fast what was waiting is delivered once its receiver is back, beside posting the same as fast as it is taken; and
 * what other callers wait meanwhile, also while five receivers hang.
 */
export async function webhooksBench() {
  const server = await startServer({ WEBHOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  try {
    await measure(server)
  } finally {
    await server.stop()
  }
}

async function measure({ url, headers, call }: Server) {
  const receiver = await startReceiver()
  const hook = await call('/room/v1/webhooks', { url: `${receiver.url}/ats`, types: ['assessment.created'] })
  const list = `${url}/room/v1/rating-criteria`
  const quiet = await load(list, { headers, connections: 8 }, 4)

  receiver.isAway = true
  for (let made = 0; made < events; made += 20)
    await Promise.all(Array.from({ length: 20 }, () => call('/room/v1/assessments', { groupName: 'Told of' })))
  await until(async () => (await call(`/room/v1/webhooks/${hook.id}`)).waiting === events)
  receiver.isAway = false
  const busy = load(list, { headers, connections: 8 }, 4)
  receiver.reset()
  // Whatever waits is tried at once when a webhook is switched on.
  await patch(`${url}/room/v1/webhooks/${hook.id}`, headers, { enabled: false })
  await patch(`${url}/room/v1/webhooks/${hook.id}`, headers, { enabled: true })
  await until(() => receiver.ids.size === events)
  const perSecond = receiver.perSecond()
  const during = await busy

  const bare = await barePosts(receiver)
  console.log(
    `${events} deliveries to one receiver that came back  ${perSecond.toFixed(0)}/s  ${(perSecond / bare).toFixed(2)} of bare posts' ${bare.toFixed(0)}/s`,
  )
  console.log(`p99 of a token check: ${quiet.p99} ms quiet, ${during.p99} ms while delivering`)

  receiver.isHanging = true
  for (let number = 0; number < 5; number++) await call('/room/v1/webhooks', { url: `${receiver.url}/hang${number}` })
  for (let made = 0; made < 100; made++) await call('/room/v1/assessments', { groupName: 'Told of' })
  const hanging = await load(list, { headers, connections: 8 }, 4)
  console.log(`p99 of a token check: ${hanging.p99} ms while five receivers hang on 100 events each`)
  receiver.stop()
}

async function startReceiver() {
  const state = { isAway: false, isHanging: false, ids: new Set<unknown>(), began: 0, ended: 0 }
  const server = createServer((request, response) => {
    request.resume()
    if (state.isHanging && request.url?.startsWith('/hang')) return
    if (state.isAway) return response.writeHead(503).end()
    state.began ||= performance.now()
    state.ids.add(request.headers['webhook-id'])
    state.ended = performance.now()
    response.writeHead(200).end()
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => Object.assign(state, { began: 0, ids: new Set() }),
    perSecond: () => state.ids.size / ((state.ended - state.began) / 1000),
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  })
}

/** The same posts by as many callers at once, with nothing kept of them. */
async function barePosts(receiver: { url: string }): Promise<number> {
  const known = { allowedHosts: new Set(['127.0.0.1']), resolve: async () => [] }
  const body = JSON.stringify({ type: 'assessment.created', timestamp: new Date(), data: { assessmentId: 1 } })
  const began = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let made = 0; made < events / atOnce; made++) await post(`${receiver.url}/bare`, body, {}, known)
    }),
  )
  return events / ((performance.now() - began) / 1000)
}

async function patch(url: string, headers: Record<string, string>, body: object) {
  const answer = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
}

async function until(check: () => boolean | Promise<boolean>) {
  for (let tries = 0; tries < 1200; tries++) {
    if (await check()) return
    await sleep(100)
  }
  throw new Error('It did not come to pass in two minutes')
}
