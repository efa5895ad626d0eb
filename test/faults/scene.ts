import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { patienceMs } from '../browser.ts'
import { enter } from '../candidate.ts'
import { type Engine, launch } from '../engines.ts'
import { freePort } from '../free-port.ts'
import { openLine } from '../line.ts'
import { startMailServer } from '../mail-server.ts'
import { signIn } from './client.ts'
import { openFlawedProxy } from './flaws.ts'
import { endServer, postmasterOf, startServer, untilReady } from './server.ts'
import { type Run, witness } from './witness.ts'

export type Scene = Awaited<ReturnType<typeof openScene>>

/** A candidate in the room, and what their recorder delivered. */
export type Sitting = { page: Page; context: BrowserContext; runs: Run[]; token: string; uuid: string }

type Place = { origin?: string; engine?: Engine; questions?: object[] }

/**
 * Everything real: the server in a process of its own, a mail server, browsers, and between them a line and a proxy that
 * fail when told to. `under`: what the server runs in, given its data folder.
 */
export async function openScene(under: (dataDir: string) => string[] = () => []) {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-faults-'))
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const port = await freePort()
  const mail = await startMailServer()
  const start = () => startServer(dataDir, port, { SMTP_URL: mail.url }, under(dataDir))
  let server = await start()
  const client = await signIn(server.url, dataDir)
  const line = await openLine(port)
  const proxy = await openFlawedProxy(port)
  const browsers = new Map<Engine, Promise<Browser>>()

  async function visit(engine: Engine = 'chromium'): Promise<BrowserContext> {
    const browser = browsers.get(engine) ?? launch[engine]()
    browsers.set(engine, browser)
    const context = await (await browser).newContext()
    context.setDefaultTimeout(patienceMs)
    return context
  }

  /** Invites somebody to answer, and reads their letter. */
  async function invite(questions: object[]): Promise<{ token: string; uuid: string }> {
    const { id } = await client.post('/room/v1/assessments', { groupName: 'Baker' })
    for (const question of questions) await client.post(`/room/v1/assessments/${id}/question`, question)
    const emailAddress = `jane-${id}@example.com`
    const [{ interviewId: uuid }] = await client.post(`/room/v1/assessments/${id}/candidate`, { emailAddress })
    await client.post(`/room/v1/assessments/${id}/invite`, { interviewIds: [uuid] })
    const letter = () => mail.letters.find(({ to }) => [to].flat().some((each) => each?.text === emailAddress))
    await expect.poll(letter, { timeout: 60_000 }).toBeDefined()
    const [, token = ''] = /\/i\/([\w-]{43})/.exec(letter()?.text ?? '') ?? []
    return { token, uuid }
  }

  return {
    dataDir,
    line,
    proxy,
    invite,
    server: () => server,
    postmaster: () => postmasterOf(dataDir),
    ready: () => untilReady(server),

    /** From the letter to the question, over the line. */
    async sit({ origin = line.origin, engine = 'chromium', questions = [question] }: Place = {}): Promise<Sitting> {
      const { token, uuid } = await invite(questions)
      const context = await visit(engine)
      const runs = await witness(context)
      const page = await context.newPage()
      await enter(page, `${origin}/i/${token}`)
      return { page, context, runs, token, uuid }
    },

    /** Handing in again gives the same receipt: the fingerprint of the answer. */
    async receipt(token: string): Promise<string> {
      const headers = { 'x-interview-token': token, 'content-type': 'application/json' }
      const answer = await fetch(`${server.url}/interview/v1/submit`, { method: 'POST', headers, body: '{}' })
      return (await answer.json()).answers[0].sha256
    },

    /** What those see who are sent the link: each segment's length as the server tells it, and as a browser finds it. */
    async watch(uuid: string, engine: Engine = 'chromium'): Promise<{ told: number; found: number }> {
      const { videointerviewUrl } = await client.post(`/room/v1/candidates/${uuid}/share`, {})
      const page = await (await visit(engine)).newPage()
      const shared = page.waitForResponse((answer) => answer.url().endsWith('/share/v1') && answer.ok())
      await page.goto(server.url + new URL(videointerviewUrl).pathname)
      let last = await (await shared).json()
      while (last.answers[0].segments.some(({ ready, failure }: Segment) => !ready && failure === null))
        last = await (await page.waitForResponse((answer) => answer.url().endsWith('/share/v1') && answer.ok())).json()
      const segments: Segment[] = last.answers[0].segments
      expect(segments.map(({ failure }) => failure)).toEqual(segments.map(() => null))
      const found = await page.evaluate(
        lengthsOf,
        segments.map(({ mediaUrl }) => mediaUrl),
      )
      await page.context().close()
      return { told: sum(segments.map(({ durationMs }) => durationMs / 1000)), found: sum(found) }
    },

    async killServer() {
      await endServer(server, 'SIGKILL')
    },
    async startAgain() {
      server = await start()
    },
    async close() {
      for (const browser of browsers.values()) await (await browser).close()
      line.close()
      proxy.close()
      await endServer(server)
      await mail.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Segment = { ready: boolean; failure: string | null; durationMs: number; mediaUrl: string }

const question = { question: 'Why us?', prepTime: 0, maxAnswerTime: 300, maxRetakes: 1 }

const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)

/** In the page: as long as a browser finds them, and it can go to the middle of each. */
function lengthsOf(addresses: string[]): Promise<number[]> {
  const lengthOf = async (address: string) => {
    const video = document.createElement('video')
    const next = (name: string) =>
      new Promise((done, failed) => {
        video.addEventListener(name, done, { once: true })
        video.addEventListener('error', () => failed(new Error(`${address} does not play`)), { once: true })
      })
    video.src = address
    await next('loadedmetadata')
    video.currentTime = video.duration / 2
    await next('seeked')
    return video.duration
  }
  return Promise.all(addresses.map(lengthOf))
}
