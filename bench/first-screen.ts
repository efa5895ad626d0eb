import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { isMissing, launch } from '../test/engines.ts'
import { inviteMany } from './invite.ts'
import type { Server } from './server.ts'

const rounds = 5
const slow3g = { bitsPerSecond: 700_000, latencyMs: 300, slowerProcessor: 4 }
const budget = { largestPaintMs: 2500, blockingMs: 150 }

/** What a candidate with a poor phone on a poor line waits for, from the link to the landing page, nothing cached. */
export async function firstScreenBench(server: Server) {
  if (isMissing('chromium')) return console.log('There is no Chromium here.')
  const [token = ''] = await inviteMany(server, 1, { maxAnswerTime: 60 })
  const browser = await launch.chromium()
  const measured: Measured[] = []
  for (let round = 0; round < rounds; round++) {
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
    await beSlow(page)
    measured.push(await measure(page, `${server.url}/i/${token}`))
    await page.context().close()
  }
  await browser.close()
  const line = `${slow3g.bitsPerSecond / 1000} kbit/s, ${slow3g.latencyMs} ms, processor ÷ ${slow3g.slowerProcessor}`
  console.log(`The landing page on a simulated 3G (${line}), median of ${rounds}:`)
  print('largest contentful paint', median(measured.map(({ largestPaintMs }) => largestPaintMs)), budget.largestPaintMs)
  print('total blocking time', median(measured.map(({ blockingMs }) => blockingMs)), budget.blockingMs)
}

type Measured = { largestPaintMs: number; blockingMs: number }

async function beSlow(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const bytesPerSecond = slow3g.bitsPerSecond / 8
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow3g.latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow3g.slowerProcessor })
}

async function measure(page: Page, address: string): Promise<Measured> {
  await page.addInitScript(() => {
    const measured = { largestPaintMs: 0, blockingMs: 0 }
    Object.assign(window, { measured })
    const watch = (type: string, each: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
    watch('largest-contentful-paint', ({ startTime }) => {
      measured.largestPaintMs = startTime
    })
    // Of a task, what is over 50 ms keeps a tap waiting.
    watch('longtask', ({ duration }) => {
      measured.blockingMs += duration - 50
    })
  })
  await page.goto(address)
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
  await sleep(2000)
  return await page.evaluate(() => (window as never as { measured: Measured }).measured)
}

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const print = (what: string, ms: number, most: number) =>
  console.log(`${what.padEnd(44)} ${Math.round(ms)} ms, budget ${most} ms${ms > most ? '  over' : ''}`)
