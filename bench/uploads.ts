import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDiskStore } from '../src/media/disk.ts'
import { inviteMany } from './invite.ts'
import { cpuSeconds, type Server } from './server.ts'

/** A second of a recording at 600 kbit/s. */
const chunk = randomBytes(75_000)
const digest = `sha-256=:${createHash('sha256').update(chunk).digest('base64')}:`
const seconds = 8
const steps = [50, 100, 200, 300, 400, 500, 600, 800]

/** How many candidates can record at once: a chunk a second each, none refused, acknowledged within a second (p99). */
export async function uploadsBench(server: Server) {
  const tokens = await inviteMany(server, Math.max(...steps), { maxAnswerTime: 3600 })
  const rooms = await Promise.all(tokens.map((token) => enter(server, token)))
  for (const count of steps) {
    const spent = cpuSeconds(server.pid)
    const { refused, times } = await record(server, rooms.slice(0, count))
    times.sort((a, b) => a - b)
    const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? Number.NaN)
    const verdict = refused === 0 && at(0.99) < 1000 ? '' : '  too many'
    console.log(
      `${String(count).padStart(4)} candidates at once: ${Math.round(times.length / seconds)} chunks/s, ` +
        `acknowledged in p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${refused} refused; ` +
        `the server's process at ${Math.round(((cpuSeconds(server.pid) - spent) / seconds) * 100)} % of a core${verdict}`,
    )
    if (verdict) break
  }
  console.log(`the disk alone, the same fsyncs, 16 at once: ${await diskAlone(server.dataDir)} chunks/s`)
}

type Room = { token: string; segmentId: string; next: number }

async function enter(server: Server, token: string): Promise<Room> {
  const { questions } = await speak(server, token, 'GET', '')
  await speak(server, token, 'POST', '/consent', { agreed: true, textVersion: 'bench' })
  const takeId = randomUUID()
  const segmentId = randomUUID()
  await speak(server, token, 'PUT', `/takes/${takeId}`, { questionId: questions[0].questionId })
  await speak(server, token, 'PUT', `/segments/${segmentId}`, { takeId, number: 0, mimeType: 'video/webm' })
  return { token, segmentId, next: 0 }
}

async function speak({ url }: Server, token: string, method: string, path: string, body?: object) {
  const headers = { 'x-interview-token': token, ...(body ? { 'content-type': 'application/json' } : {}) }
  const answer = await fetch(`${url}/interview/v1${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

/** Every room sends one chunk a second, each at its own moment of it, whether the one before was acknowledged or not. */
async function record({ url }: Server, rooms: Room[]) {
  const times: number[] = []
  let refused = 0
  async function send(room: Room) {
    const began = performance.now()
    const answer = await fetch(`${url}/interview/v1/segments/${room.segmentId}/chunks/${room.next++}`, {
      method: 'PUT',
      headers: {
        'x-interview-token': room.token,
        'content-type': 'application/octet-stream',
        'content-digest': digest,
      },
      body: chunk,
    })
    await answer.arrayBuffer()
    times.push(performance.now() - began)
    if (answer.status !== 201) refused += 1
  }
  await Promise.all(
    rooms.map(async (room, index) => {
      await sleep((index / rooms.length) * 1000)
      const sending: Promise<void>[] = []
      for (let second = 0; second < seconds; second++) {
        sending.push(send(room))
        await sleep(1000)
      }
      await Promise.all(sending)
    }),
  )
  return { refused, times }
}

async function diskAlone(dataDir: string): Promise<number> {
  const folder = mkdtempSync(join(dataDir, 'bench-'))
  const store = await openDiskStore(folder)
  const until = performance.now() + 3000
  let stored = 0
  const write = async (lane: number) => {
    while (performance.now() < until) await store.put(`lane/${lane}-${stored++}`, chunk)
  }
  await Promise.all(Array.from({ length: 16 }, (_, lane) => write(lane)))
  rmSync(folder, { recursive: true })
  return Math.round(stored / 3)
}
