import type { Page } from 'playwright-core'

/** What a candidate does in the room. */

/** From the landing page to the question, agreeing when asked to. `atCheck` happens before the devices are passed. */
export async function enter(page: Page, address: string, atCheck = async () => {}): Promise<void> {
  await page.goto(address)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const box = page.getByRole('checkbox')
  const further = checking(page).or(asked(page))
  await box.or(further).first().waitFor()
  if (await box.isVisible()) {
    await box.check()
    await page.getByRole('button', { name: 'I agree' }).click()
  }
  await check(page, atCheck)
}

const checking = (page: Page) => page.getByRole('heading', { name: /^Check your/ })
const asked = (page: Page) => page.getByRole('heading', { name: /^(Question \d|Ready to submit)/ })

/** Through the device check, when there is one: the level has moved when one can go on. */
export async function check(page: Page, before = async () => {}): Promise<void> {
  await checking(page).or(asked(page)).first().waitFor()
  if (await checking(page).isVisible()) {
    await before()
    await page.getByRole('button', { name: /^(Skip practice|Continue)$/ }).click()
  }
  await asked(page).waitFor()
}

export async function startRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start recording' }).click()
  await isRecording(page)
}

export const isRecording = (page: Page) =>
  page.getByRole('status', { name: 'Recording' }).filter({ hasText: 'Recording' }).waitFor()

export async function stopRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await page.getByRole('button', { name: 'Use this answer' }).waitFor()
}

/** Records for so long; returns how many seconds were recorded. */
export async function record(page: Page, ms: number, meanwhile = async () => {}): Promise<number> {
  const secondsRecorded = await timeRecorder(page)
  await startRecording(page)
  await page.waitForTimeout(ms)
  await meanwhile()
  await stopRecording(page)
  return await secondsRecorded()
}

/** From the next start of a recorder in this page to the last stop, by its own clock: how long a click takes is not in it. */
export async function timeRecorder(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const times = { startedAt: 0, stoppedAt: 0 }
    const { start, stop } = MediaRecorder.prototype
    MediaRecorder.prototype.start = function (timeslice) {
      this.addEventListener('start', () => {
        times.startedAt ||= Date.now()
      })
      start.call(this, timeslice)
    }
    MediaRecorder.prototype.stop = function () {
      times.stoppedAt = Date.now()
      stop.call(this)
    }
    Object.assign(window, { times })
  })
  return () =>
    page.evaluate(() => {
      const { startedAt, stoppedAt } = (window as never as { times: { startedAt: number; stoppedAt: number } }).times
      return (stoppedAt - startedAt) / 1000
    })
}

/** Keeps the answer of the last question, and hands in once everything is there. */
export async function keepAndSubmit(page: Page, timeout = 90_000): Promise<void> {
  await page.getByRole('button', { name: 'Use this answer' }).click()
  await submit(page, timeout)
}

export async function submit(page: Page, timeout = 90_000): Promise<void> {
  await page.getByRole('button', { name: 'Submit interview' }).click({ timeout })
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
}
