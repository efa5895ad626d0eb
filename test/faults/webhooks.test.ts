import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { startReceiver } from '../receiver.ts'
import { type Client, signIn } from './client.ts'
import { endServer, type Server, startServer } from './server.ts'

const rounds = Number(process.env.ROUNDS ?? 2)
const settings = { WEBHOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' }

const folder = mkdtempSync(join(tmpdir(), 'greenroom-webhooks-'))
const dataDir = join(folder, 'data')
const receiver = await startReceiver()
let port: number
let server: Server
let client: Client

beforeAll(async () => {
  chmodSync(folder, 0o711)
  port = await freePort()
  server = await startServer(dataDir, port, settings)
  client = await signIn(server.url, dataDir)
})

afterAll(async () => {
  await endServer(server)
  receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('kill -9 in the midst of delivering: every event arrives, by one webhook-id', {
  timeout: 120_000 + 60_000 * rounds,
}, async () => {
  const made = await client.post('/room/v1/webhooks', { url: `${receiver.url}/ats`, types: ['assessment.created'] })
  // Slow enough that a kill meets some under way.
  receiver.manner = (response) => setTimeout(() => response.writeHead(200).end(), 200)
  const acknowledged: number[] = []
  for (let round = 0; round < rounds; round++) {
    const stop = new AbortController()
    const writing = writeUntil(stop.signal, acknowledged)
    const before = receiver.got.length
    await expect.poll(() => receiver.got.length - before, { timeout: 60_000, interval: 20 }).toBeGreaterThan(5)
    await sleep(Math.random() * 500)
    await endServer(server, 'SIGKILL')
    stop.abort()
    await writing
    server = await startServer(dataDir, port, settings)
  }
  receiver.manner = 200
  const heard = () => new Set(receiver.got.map(({ body }) => JSON.parse(body).data.assessmentId as number))
  await expect.poll(() => acknowledged.filter((id) => !heard().has(id)), { timeout: 90_000, interval: 500 }).toEqual([])
  const ids = new Map<number, Set<unknown>>()
  for (const { body, headers } of receiver.got) {
    const { assessmentId } = JSON.parse(body).data
    ids.set(assessmentId, (ids.get(assessmentId) ?? new Set()).add(headers['webhook-id']))
  }
  expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([])
  await expect.poll(() => client.get(`/room/v1/webhooks/${made.id}`), { timeout: 60_000 }).toMatchObject({ waiting: 0 })
})

async function writeUntil(stop: AbortSignal, acknowledged: number[]): Promise<void> {
  while (!stop.aborted) {
    try {
      acknowledged.push((await client.post('/room/v1/assessments', { groupName: 'Told of' })).id)
      await sleep(30)
    } catch {
      await sleep(20)
    }
  }
}
