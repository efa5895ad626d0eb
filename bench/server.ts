import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverFlags } from '../bin/flags.mjs'

export type Server = Awaited<ReturnType<typeof startServer>>

/** A real server, durable, on an empty folder, as `npm start` runs it; signed in as its owner. */
export async function startServer(settings: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-bench-'))
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...settings }
  const child = spawn(process.execPath, [...serverFlags, 'src/main.ts'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child)
  const first = JSON.parse(readFileSync(join(dataDir, 'first-run.json'), 'utf8'))
  const headers: Record<string, string> = { 'x-api-key': first.apiKey, 'content-type': 'application/json' }
  const token = await send(url, '/room/v1/token', { email: first.email, password: first.password })
  headers.authorization = token.id

  async function send(base: string, path: string, body?: unknown) {
    const method = body === undefined ? 'GET' : 'POST'
    const answer = await fetch(base + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.headers.get('content-type')?.startsWith('application/json') ? answer.json() : answer.text()
  }
  return {
    url,
    dataDir,
    headers,
    pid: child.pid ?? 0,
    /** GET without a body, POST with one. */
    call: (path: string, body?: unknown) => send(url, path, body),
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilReady(url: string, child: ChildProcess) {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (child.exitCode !== null) throw new Error('The server did not start')
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return
    await sleep(50)
  }
  throw new Error('The server did not become ready')
}

/** Resident memory of a process in MB: now, and at its highest. */
export function memoryOf(pid: number): { now: number; highest: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) => Math.round(Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1]) / 1024)
  return { now: mb('VmRSS'), highest: mb('VmHWM') }
}

/** Seconds of processor a process has used so far. */
export function cpuSeconds(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number)
  return (user + system) / 100
}
