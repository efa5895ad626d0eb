import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { enter, isRecording, keepAndSubmit, record, startRecording, stopRecording, timeRecorder } from '../candidate.ts'
import { openRoom, type TestRoom } from '../room.ts'
import { openShare } from '../share.ts'

describe.skipIf(noBrowser)('what was recorded can be handed in', { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Acme')
  })
  afterAll(() => expect(violations).toEqual([]))

  const room = () =>
    openRoom(greenroom, company, [{ question: 'Why us?', prepTime: 0, maxAnswerTime: 60, maxRetakes: 0 }])

  test('when the page is left before the answer was decided on', async () => {
    const { token, uuid } = await room()
    const page = await (await visit()).newPage()
    await enter(page, `/i/${token}`)
    const seconds = await record(page, 3000)
    const elsewhere = await (await visit()).newPage()
    await page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'Saved' }).waitFor()
    await enter(elsewhere, `/i/${token}`)
    await keepAndSubmit(elsewhere)
    await expectWhole(uuid, seconds)
  })

  test('when the tab crashes as another has the same room open', async () => {
    const { token, uuid } = await room()
    const context = await visit()
    const other = await context.newPage()
    await other.goto(`/i/${token}`)
    const page = await context.newPage()
    await enter(page, `/i/${token}`)
    const seconds = await record(page, 3000)
    // All of it is on this device when it can be watched.
    await page.getByLabel('Your answer').waitFor()
    await page.getByRole('button', { name: 'Use this answer' }).click()
    await page.getByRole('heading', { name: 'Ready to submit' }).waitFor()
    await page.close()
    await enter(other, `/i/${token}`)
    await other.getByRole('button', { name: 'Submit interview' }).click()
    await other.getByRole('heading', { name: 'Thank you' }).waitFor()
    await expectWhole(uuid, seconds)
  })

  test('when the camera goes away: what there is can be used, or gone on with', async () => {
    const { token, uuid } = await room()
    const context = await visit()
    await context.addInitScript(() => {
      const { mediaDevices } = navigator
      const ask = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async (wanted) => Object.assign(window, { given: await ask(wanted) }).given
    })
    const page = await context.newPage()
    await enter(page, `/i/${token}`)
    await startRecording(page)
    await page.waitForTimeout(2500)
    expect(await page.evaluate(takeCameraAway)).toBe(false)
    await page.getByText('The camera or microphone went away').waitFor()
    await page.getByRole('button', { name: 'Continue this answer' }).click()
    await isRecording(page)
    await page.waitForTimeout(2000)
    await stopRecording(page)
    await keepAndSubmit(page)
    const segments = await playable(uuid, 2)
    expect(segments.map(({ failure }) => failure)).toEqual([null, null])
  })

  test('when a kind of recording delivers nothing: another is taken', async () => {
    const { token, uuid } = await room()
    const context = await visit()
    await context.addInitScript(() => {
      const { start } = MediaRecorder.prototype
      MediaRecorder.prototype.start = function (timeslice) {
        if (this.mimeType.includes('vp9')) this.ondataavailable = null
        start.call(this, timeslice)
      }
    })
    const page = await context.newPage()
    await enter(page, `/i/${token}`)
    await startRecording(page)
    await page.getByText('The browser delivered no pictures any more').waitFor()
    await page.getByText('Nothing is lost: 0:00').waitFor()
    const secondsRecorded = await timeRecorder(page)
    await page.getByRole('button', { name: 'Continue this answer' }).click()
    await isRecording(page)
    await page.waitForTimeout(3000)
    await stopRecording(page)
    const seconds = await secondsRecorded()
    await keepAndSubmit(page)
    await expectWhole(uuid, seconds)
  })

  test('when it is long: all but its end is made playable while they speak', async () => {
    const { token, uuid } = await room()
    const context = await visit()
    // A recorder's clock that runs a hundred times as fast: five minutes are three seconds.
    await context.addInitScript(() => {
      const now = performance.now.bind(performance)
      performance.now = () => now() * 100
    })
    const page = await context.newPage()
    await enter(page, `/i/${token}`)
    const seconds = await record(page, 6500)
    await keepAndSubmit(page)
    const segments = await playable(uuid, 2)
    const played = segments.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000
    expect(played).toBeGreaterThan(seconds - 1)
    expect(played).toBeLessThan(seconds + 2)
  })

  test('when the time is up: the answer is there, and says so', async () => {
    const { token, uuid } = await openRoom(greenroom, company, [{ prepTime: 0, maxAnswerTime: 3, maxRetakes: 0 }])
    const page = await (await visit()).newPage()
    await enter(page, `/i/${token}`)
    const secondsRecorded = await timeRecorder(page)
    await startRecording(page)
    await page.getByText('The time was up').waitFor()
    const seconds = await secondsRecorded()
    await keepAndSubmit(page)
    await expectWhole(uuid, seconds)
  })

  test('when the browser stores nothing: it says so, and what is sent is whole', async () => {
    const { token, uuid } = await room()
    const context = await visit()
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('not here', 'SecurityError')
      }
    })
    const page = await context.newPage()
    await enter(page, `/i/${token}`)
    await page.getByText('Leave this page open until everything is saved').waitFor()
    const seconds = await record(page, 3000)
    await keepAndSubmit(page)
    await expectWhole(uuid, seconds)
  })

  test('when the device is full for a while: it says so, and nothing of the answer is missing', async () => {
    const { token, uuid } = await room()
    const context = await visit()
    await context.addInitScript(() => {
      for (const name of ['put', 'add'] as const) {
        const store = IDBObjectStore.prototype[name]
        IDBObjectStore.prototype[name] = function (...given) {
          if ('full' in window && window.full) throw new DOMException('The disk is full', 'QuotaExceededError')
          return store.apply(this, given)
        }
      }
    })
    const page = await context.newPage()
    await enter(page, `/i/${token}`)
    const fill = (full: boolean) => page.evaluate((full) => Object.assign(window, { full }), full)
    const seconds = await record(page, 2000, async () => {
      await fill(true)
      await page.getByText('This device has no room left').waitFor()
      await fill(false)
      await page.getByText('This device has no room left').waitFor({ state: 'detached' })
    })
    await keepAndSubmit(page)
    await expectWhole(uuid, seconds)
  })

  async function expectWhole(uuid: string, seconds: number) {
    const [segment] = await playable(uuid, 1)
    expect(segment?.failure).toBeNull()
    expect(Math.abs((segment?.durationMs ?? 0) / 1000 - seconds)).toBeLessThan(1)
  }

  type Segment = { ready: boolean; durationMs: number; failure: string | null }

  /** The segments of the answer, waited for until all are ready. */
  async function playable(uuid: TestRoom['uuid'], count: number): Promise<Segment[]> {
    const { body } = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
    const share = await openShare(greenroom, body.videointerviewUrl)
    const look = async (): Promise<Segment[]> => (await share.look()).body.answers[0].segments
    await expect.poll(async () => (await look()).every(({ ready }) => ready), { timeout: 90_000 }).toBe(true)
    const segments = await look()
    expect(segments).toHaveLength(count)
    return segments
  }
})

/** Answers whether one could have gone on for a moment with the camera that is gone. */
function takeCameraAway(): Promise<boolean> {
  const camera = () => (window as never as { given: MediaStream }).given
  const gone = camera()
  const offered = new Promise<boolean>((known) => {
    new MutationObserver((_, observer) => {
      const button = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Continue this answer',
      )
      if (!button) return
      observer.disconnect()
      setTimeout(() => known(!button.disabled && camera() === gone))
    }).observe(document, { childList: true, subtree: true })
  })
  const [track] = gone.getVideoTracks()
  track?.stop()
  track?.dispatchEvent(new Event('ended'))
  return offered
}
