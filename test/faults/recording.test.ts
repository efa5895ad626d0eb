import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from '../browser.ts'
import { enter, isRecording, keepAndSubmit, startRecording, stopRecording } from '../candidate.ts'
import { isMissing, launchOn } from '../engines.ts'
import { smallDisk } from '../mount.ts'
import { fill } from './fill.ts'
import { openScene, type Scene, type Sitting } from './scene.ts'
import { type Row, writeTable } from './table.ts'
import { cutOff, secondsMissing, secondsOf, witness } from './witness.ts'

/** `npm run faults` takes its time; `npm test` has each fault once, and short. */
const isLong = Number(process.env.ROUNDS ?? 1) > 1
const takes = isLong ? 2 : 1
const long = (short: number, long: number) => 1000 * (isLong ? long : short)

/** A clock and an encoder agree to some frames. */
const clockTolerance = 0.5
/** What a crash may take: the second that the recorder had not yet handed over, and the one being stored. */
const crashTolerance = 2

type Fault = { name: string; mayLose: number; take: (scene: Scene) => Promise<Sitting> }

const whole = (name: string, take: Fault['take']): Fault => ({ name, mayLose: 0, take })
const crash = (name: string, take: Fault['take']): Fault => ({ name, mayLose: crashTolerance, take })

/** Records for a while, then whatever happens, then for a while again, and hands in. */
async function through(sitting: Sitting, happens: (page: Page) => Promise<unknown>): Promise<Sitting> {
  const { page } = sitting
  await startRecording(page)
  await page.waitForTimeout(long(2, 10))
  await happens(page)
  await page.waitForTimeout(long(1.5, 5))
  await stopRecording(page)
  await keepAndSubmit(page, 120_000)
  return sitting
}

/** Whoever reads that it did not work presses again. */
async function submitUntilItWorks(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use this answer' }).click()
  const submit = page.getByRole('button', { name: 'Submit interview' }).and(page.locator(':enabled'))
  const done = page.getByRole('heading', { name: 'Thank you' })
  for (;;) {
    await submit.or(done).first().waitFor({ timeout: 120_000 })
    if (await done.isVisible()) return
    await submit.click()
    await submit.or(done).first().waitFor()
  }
}

const faults: Fault[] = [
  whole(`the line is cut for ${long(5, 30) / 1000} s`, async ({ sit, line }) =>
    through(await sit(), async (page) => {
      line.be('cut')
      await page.waitForTimeout(long(5, 30))
      line.be('good')
    }),
  ),

  whole(`the line is cut for ${long(5, 30) / 1000} s, in Firefox`, async ({ sit, line }) =>
    through(await sit({ engine: 'firefox' }), async (page) => {
      line.be('cut')
      await page.waitForTimeout(long(5, 30))
      line.be('good')
    }),
  ),

  whole(`the line swallows everything for ${long(4, 20) / 1000} s`, async ({ sit, line }) =>
    through(await sit(), async (page) => {
      line.be('swallowing')
      await page.waitForTimeout(long(4, 20))
      line.be('good')
    }),
  ),

  whole('one request in four fails: 503, reset before, reset after', async ({ sit, proxy }) => {
    const sitting = await sit({ origin: proxy.origin })
    const { page } = sitting
    proxy.flawed = true
    try {
      await startRecording(page)
      await page.waitForTimeout(long(6, 25))
      await stopRecording(page)
      await submitUntilItWorks(page)
    } finally {
      proxy.flawed = false
    }
    expect(proxy.met.size).toBe(3)
    return sitting
  }),

  crash('the page is reloaded', async (scene) => reload(scene, await scene.sit())),

  crash('the page is reloaded, in Firefox', async (scene) => reload(scene, await scene.sit({ engine: 'firefox' }))),

  crash('the tab crashes', async ({ sit, line }) => {
    const sitting = await sit()
    const { page, context, runs, token } = sitting
    await startRecording(page)
    await page.waitForTimeout(long(3.5, 15))
    const crashed = page.waitForEvent('crash')
    page.goto('chrome://crash').catch(() => {})
    await crashed
    cutOff(runs)
    const again = await context.newPage()
    await goOn(again, `${line.origin}/i/${token}`)
    await again.waitForTimeout(2000)
    await stopRecording(again)
    await keepAndSubmit(again)
    return sitting
  }),

  crash('the browser is killed with the line cut', async ({ invite, line }) => {
    const { token, uuid } = await invite([{ prepTime: 0, maxAnswerTime: 300 }])
    const profile = mkdtempSync(join(tmpdir(), 'greenroom-profile-'))
    const first = await launchOn(profile)
    const runs = await witness(first.context)
    const page = await first.context.newPage()
    await enter(page, `${line.origin}/i/${token}`)
    await startRecording(page)
    await page.waitForTimeout(long(1.5, 5))
    line.be('cut')
    await page.waitForTimeout(long(3, 15))
    await first.kill()
    cutOff(runs)
    line.be('good')
    const second = await launchOn(profile)
    const again = await second.context.newPage()
    await enter(again, `${line.origin}/i/${token}`)
    await again.getByRole('button', { name: 'Use this answer' }).click()
    await keepAndSubmit(again)
    await second.kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    return { page, context: first.context, runs, token, uuid }
  }),

  whole('the server is killed in the middle of a chunk', async ({ sit, line, killServer, startAgain }) => {
    const sitting = await sit()
    return through(sitting, async (page) => {
      const sending = page.waitForRequest((request) => request.url().includes('/chunks/'))
      line.carry(200_000)
      await sending
      await sleep(300)
      await killServer()
      line.carry()
      await startAgain()
    })
  }),

  whole('PostgreSQL is killed', async ({ sit, postmaster, ready }) =>
    through(await sit(), async () => {
      process.kill(postmaster(), 'SIGKILL')
      await sleep(1000)
      await ready()
    }),
  ),

  whole('"Submit" is pressed twice', async ({ sit }) => {
    const sitting = await sit()
    const { page } = sitting
    await startRecording(page)
    await page.waitForTimeout(long(3, 10))
    await stopRecording(page)
    await page.getByRole('button', { name: 'Use this answer' }).click()
    const handedIn: number[] = []
    page.on('response', (answer) => answer.url().endsWith('/submit') && handedIn.push(answer.status()))
    const button = page.getByRole('button', { name: 'Submit interview' })
    await button.and(page.locator(':enabled')).waitFor()
    await button.evaluate((element: HTMLButtonElement) => [element.click(), element.click()])
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    expect(handedIn.filter((status) => status !== 200)).toEqual([])
    return sitting
  }),

  whole('two tabs record on the same link', async ({ sit, line }) => {
    const sitting = await sit()
    const { page, context, runs, token } = sitting
    const other = await context.newPage()
    await enter(other, `${line.origin}/i/${token}`)
    await startRecording(page)
    await startRecording(other)
    await page.waitForTimeout(long(2.5, 10))
    await stopRecording(page)
    await page.getByRole('button', { name: 'Use this answer' }).click()
    await page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'Saved' }).waitFor()
    // What the other tab records meanwhile may be asked about.
    page.on('dialog', (dialog) => dialog.accept())
    await page.close({ runBeforeUnload: true })
    await other.bringToFront()
    await stopRecording(other)
    await keepAndSubmit(other)
    return { ...sitting, runs: runs.slice(1) }
  }),
]

function reload({ line }: Scene, sitting: Sitting): Promise<Sitting> {
  const { page, runs, token } = sitting
  page.on('dialog', (dialog) => dialog.accept())
  return through(sitting, async () => {
    // The page before is there until the next one is.
    page.once('framenavigated', () => cutOff(runs))
    await page.reload()
    await goOn(page, `${line.origin}/i/${token}`)
  })
}

/** Opened again after a crash: what there is, is gone on from. */
async function goOn(page: Page, address: string): Promise<void> {
  await enter(page, address)
  await page.getByRole('button', { name: 'Continue this answer' }).click()
  await isRecording(page)
}

describe.skipIf(noBrowser)('nothing that was recorded is lost', () => {
  const rows: Row[] = []
  let scene: Scene

  beforeAll(async () => {
    scene = await openScene()
  })
  afterAll(async () => {
    await scene?.close()
    writeTable(rows)
  })

  test.for(faults)('when $name', { timeout: takes * 180_000 }, async (fault, { skip }) => {
    if (fault.name.endsWith('Firefox') && isMissing('firefox')) skip('there is no Firefox here')
    await endure(scene, fault)
  })

  test('when the disk is full', { timeout: takes * 180_000 }, async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'greenroom-small-'))
    const isPossible = smallDisk(folder, 1) !== undefined
    rmSync(folder, { recursive: true })
    if (!isPossible) skip('this machine lets nobody but root mount a small disk')
    const small = await openScene((dataDir) => {
      const media = join(dataDir, 'media')
      mkdirSync(media, { recursive: true })
      return smallDisk(media, 64) ?? []
    })
    try {
      await endure(small, whole(`the disk is full for ${long(5, 30) / 1000} s`, fullDisk))
    } finally {
      await small.close()
    }
  })

  async function fullDisk({ sit, dataDir, server }: Scene) {
    return through(await sit(), async (page) => {
      const empty = fill(join(`/proc/${server().process.pid}/root`, dataDir, 'media'))
      await page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'kept on this device' }).waitFor()
      await page.waitForTimeout(long(5, 30))
      empty()
    })
  }

  async function endure(scene: Scene, { name, mayLose, take }: Fault) {
    const row = { fault: name, takes: 0, recorded: 0, playable: 0, lost: 0 }
    rows.push(row)
    for (; row.takes < takes; row.takes++) {
      const { runs, token, uuid, context } = await take(scene)
      const recorded = runs.reduce((sum, run) => sum + secondsOf(run), 0)
      const missing = secondsMissing(runs, await scene.receipt(token))
      const { told, found } = await scene.watch(uuid)
      await context.close().catch(() => {})
      expect(missing, 'the receipt is of what the recorder delivered').toBeDefined()
      expect(missing).toBeLessThan(mayLose || 0.05)
      expect(Math.abs(told - found)).toBeLessThan(0.1)
      expect(Math.abs(recorded - (missing ?? 0) - found)).toBeLessThan(clockTolerance)
      row.recorded += recorded
      row.playable += found
      row.lost += missing ?? 0
    }
  }
})
