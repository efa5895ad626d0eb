import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const main = new URL('../../src/main.ts', import.meta.url).pathname

export type Server = { url: string; process: ChildProcess; said: () => string }

/** The real thing in a process of its own, as `npm start` runs it. Resolves when it can serve. */
export async function startServer(
  dataDir: string,
  port: number,
  settings: Record<string, string> = {},
  under: string[] = [],
): Promise<Server> {
  const server = spawnServer({ DATA_DIR: dataDir, PORT: String(port), ...settings }, under)
  await untilReady(server)
  return server
}

export async function untilReady(server: Server): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (server.process.exitCode !== null) throw new Error(`The server ended: ${server.said()}`)
    if ((await fetch(`${server.url}/readyz`).catch(() => undefined))?.ok) return
    await sleep(50)
  }
  throw new Error(`The server does not get ready: ${server.said()}`)
}

/** `under`: a program that becomes the server, with its arguments. */
export function spawnServer(settings: Record<string, string>, under: string[] = []): Server {
  const [program = '', ...args] = [...under, process.execPath, main]
  const child = spawn(program, args, {
    env: { ...process.env, LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text
    })
  }
  return { url: `http://127.0.0.1:${settings.PORT}`, process: child, said: () => output }
}

/** Ends a server in an orderly way, or with any other signal, and answers its exit code. */
export async function endServer(
  { process: child }: Server,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}

export const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
