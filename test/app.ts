import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, inject } from 'vitest'
import { type App, type Instead, openApp } from '../src/app.ts'
import { readConfig } from '../src/lib/config.ts'
import { builders } from './builders.ts'
import { fitsDescription } from './description.ts'
import { cloneTemplate } from './template.ts'

export type Sent = { method?: string; body?: unknown; headers?: Record<string, string>; raw?: string | Buffer }
/** `body` is whatever JSON came back: the description's check is its type check. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks at parsed JSON
export type Json = any
export type Received = { status: number; body: Json; text: string; headers: Record<string, unknown> }

export type TestApp = ReturnType<typeof testApp>

/**
 * The whole application on a database of its own and an empty data folder, for one test file. Requests go in through
 * the door, and every answer is held against its description.
 */
export function testApp(settings: Record<string, string> = {}, instead: Instead = {}) {
  const running = {} as {
    app: App
    dataDir: string
    connection: { host: string; port: number; user: string; database: string }
  }
  let drop: () => Promise<void>

  beforeAll(async () => {
    const { socketDir: host, port, user } = inject('postgres')
    const clone = await cloneTemplate({ host, port, user })
    drop = clone.drop
    running.dataDir = await mkdtemp(join(tmpdir(), 'greenroom-app-'))
    running.connection = { host, port, user, database: clone.database }
    const config = readConfig({ DATA_DIR: running.dataDir, LOG_LEVEL: 'silent', PORT: '0', ...settings })
    running.app = await openApp(config, running.connection, instead)
  })
  afterAll(async () => {
    await running.app?.close()
    await drop?.()
    await rm(running.dataDir, { recursive: true, force: true })
  })

  async function request(path: string, { method = 'GET', body, headers = {}, raw }: Sent = {}): Promise<Received> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const answer = await running.app.http.inject({
      method: method as 'GET',
      url: path,
      headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    const received = {
      status: answer.statusCode,
      text: answer.body,
      headers: answer.headers,
      body: isJson && answer.body ? JSON.parse(answer.body) : undefined,
    }
    fitsDescription(running.app, method, path, received)
    return received
  }

  return { request, build: builders(running, request), running }
}
