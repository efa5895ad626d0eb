import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { type Client, readAll, signIn, writeUntil } from './client.ts'
import { endServer, postmasterOf, type Server, startServer, untilReady } from './server.ts'

const rounds = Number(process.env.ROUNDS ?? 1)
const clients = 4

const folder = mkdtempSync(join(tmpdir(), 'greenroom-faults-'))
const dataDir = join(folder, 'data')
let port: number
let server: Server
let client: Client

beforeAll(async () => {
  chmodSync(folder, 0o711)
  port = await freePort()
  server = await startServer(dataDir, port)
  client = await signIn(server.url, dataDir)
})

afterAll(async () => {
  await endServer(server)
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  ['the application', () => killServer()],
  ['the database server', () => killDatabase()],
  ['everything at once', () => Promise.all([killDatabase(), killServer()])],
])('kill -9 of %s loses nothing that was acknowledged', { timeout: 120_000 * rounds }, async (what, kill) => {
  for (let round = 1; round <= rounds; round++) {
    const { id } = await client.post('/room/v1/assessments', { groupName: `${what}, round ${round}` })
    const stop = new AbortController()
    const acknowledged: string[] = []
    const writers = Array.from({ length: clients }, (_, n) =>
      writeUntil(stop.signal, client, id, `${what.replaceAll(' ', '-')}-${round}-${n}`, acknowledged),
    )
    // In the midst of writing, on a slow machine too.
    await expect.poll(() => acknowledged.length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(clients)
    await sleep(Math.random() * 500)
    await kill()
    if (server.process.exitCode !== null || server.process.signalCode !== null)
      server = await startServer(dataDir, port)
    await untilReady(server)
    await sleep(300)
    stop.abort()

    await Promise.all(writers)
    await untilReady(server)
    const found = await readAll(client, id)
    expect(acknowledged.filter((email) => !found.has(email))).toEqual([])
  }
})

test('the end is orderly, and the folder is free again at once', async () => {
  expect(await endServer(server)).toBe(0)
  server = await startServer(dataDir, port)
})

async function killServer(): Promise<void> {
  await endServer(server, 'SIGKILL')
}

async function killDatabase(): Promise<void> {
  process.kill(postmasterOf(dataDir), 'SIGKILL')
}
