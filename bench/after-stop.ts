import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { enter, startRecording } from '../test/candidate.ts'
import { isMissing, launch } from '../test/engines.ts'
import { openLine } from '../test/line.ts'
import { inviteMany } from './invite.ts'
import { filmNoise } from './noise.ts'
import type { Server } from './server.ts'

const lineBits = 1_000_000
const lengths = [10, 60]
const target = { storedMs: 2000, playableMs: 3000 }

/**
 * From the press of Stop until the server has everything, and until it plays: on a line of 1 Mbit/s, beside sending the
 * same bytes over the same line only after Stop.
 */
export async function afterStopBench(server: Server) {
  if (isMissing('chromium')) return console.log('There is no Chromium here.')
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-film-'))
  const tokens = await inviteMany(server, lengths.length * 2, { maxAnswerTime: 300, prepTime: 0 })
  const browser = await launch.chromium(`--use-file-for-fake-video-capture=${filmNoise(folder)}`)
  try {
    for (const seconds of lengths) {
      await report(`${seconds} s, line measured before`, browser, server, tokens.pop() ?? '', seconds, lineBits)
      await report(`${seconds} s, line slow only later`, browser, server, tokens.pop() ?? '', seconds)
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}

/** `before`: what the line carries while the room measures it, which decides the quality. */
async function report(what: string, browser: Browser, server: Server, token: string, seconds: number, before?: number) {
  const line = await openLine(Number(new URL(server.url).port))
  const page = await (await browser.newContext()).newPage()
  try {
    line.carry(before)
    await enter(page, `${line.origin}/i/${token}`)
    line.carry(lineBits)
    const { bytes, storedMs, playableMs } = await measure(page, server, token, seconds)
    const wholeMs = await sendWhole(bytes)
    const rate = Math.round((bytes * 8) / seconds / 1000)
    console.log(
      `${what.padEnd(32)} ${rate} kbit/s: stored after ${show(storedMs, target.storedMs)}, ` +
        `playable after ${show(playableMs, target.playableMs)}; all of it sent after Stop: ${(wholeMs / 1000).toFixed(1)} s`,
    )
  } finally {
    await page.context().close()
    line.close()
  }
}

const show = (ms: number, most: number) =>
  `${(ms / 1000).toFixed(1)} s (target ${most / 1000} s${ms > most ? ', missed' : ''})`

async function measure(page: Page, { url }: Server, token: string, seconds: number) {
  let bytes = 0
  let takeId = ''
  const sealed = new Promise<number>((at) =>
    page.on('response', (answer) => {
      const request = answer.request()
      const [, path = ''] = request.url().split('/interview/v1')
      if (path.startsWith('/takes/') && request.method() === 'PUT') takeId = path.slice('/takes/'.length)
      if (path.includes('/chunks/')) bytes += request.postDataBuffer()?.length ?? 0
      if (path.endsWith('/seal') && answer.ok()) at(Date.now())
    }),
  )
  await startRecording(page)
  await page.waitForTimeout(seconds * 1000)
  const pressed = page.evaluate(
    () => new Promise<number>((at) => addEventListener('click', () => at(Date.now()), { capture: true, once: true })),
  )
  await page.getByRole('button', { name: 'Stop recording' }).click()
  const stoppedAt = await pressed
  const storedMs = (await sealed) - stoppedAt
  while (!(await isPlayable(url, token, takeId))) await sleep(20)
  return { bytes, storedMs, playableMs: Date.now() - stoppedAt }
}

async function isPlayable(url: string, token: string, takeId: string): Promise<boolean> {
  const answer = await fetch(`${url}/interview/v1/takes/${takeId}`, { headers: { 'x-interview-token': token } })
  const { segments } = (await answer.json()) as { segments: { ready: boolean }[] }
  return segments.length > 0 && segments.every(({ ready }) => ready)
}

/** What others do: one request with the whole file, once it is there. */
async function sendWhole(bytes: number): Promise<number> {
  const sink = createServer((req, res) => req.resume().on('end', () => res.end()))
  await new Promise<void>((listening) => sink.listen(0, '127.0.0.1', () => listening()))
  const line = await openLine((sink.address() as AddressInfo).port)
  line.carry(lineBits)
  const began = Date.now()
  await fetch(line.origin, { method: 'PUT', body: Buffer.alloc(bytes), headers: { connection: 'close' } })
  const took = Date.now() - began
  line.close()
  sink.close()
  return took
}
