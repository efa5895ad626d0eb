import type { ParsedMail } from 'mailparser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { desk, noBrowser, phone, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { check, record, submit } from '../candidate.ts'
import { type Engine, isMissing } from '../engines.ts'
import { startMailServer } from '../mail-server.ts'

const mailServer = await startMailServer()
afterAll(mailServer.stop)

describe.skipIf(noBrowser)('an interview, from the invitation to the reviewer', () => {
  const greenroom = testApp({ SMTP_URL: mailServer.url })
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bäckerei Lindt & Söhne')
  })

  const journeys: [Engine, 'phone' | 'desk', Engine][] = [
    ['chromium', 'phone', 'firefox'],
    ['chromium', 'desk', 'chromium'],
    ['firefox', 'phone', 'chromium'],
    ['firefox', 'desk', 'firefox'],
  ]

  test.for(journeys)(
    'in %s on a %s, watched in %s',
    { timeout: 240_000 },
    async ([engine, place, watcher], { skip }) => {
      if (isMissing(engine) || isMissing(watcher)) skip('there is no such browser here')
      const { assessmentId, interviewId } = await prepare([
        { question: '<p>What made you apply for this position?</p>', prepTime: 0, maxAnswerTime: 60, maxRetakes: 1 },
        { question: 'Say good morning.', type: 'audio', prepTime: 0, maxAnswerTime: 60, maxRetakes: 0 },
      ])
      const page = await (await visit(place === 'phone' ? phone : desk, { engine })).newPage()
      const look = (name: string) => picture(page, `${engine}-${place}-${name}`)
      await page.goto(await inviteAndReadLink(assessmentId, interviewId))

      await page.getByRole('heading', { name: 'Baker (m/f/d)' }).waitFor()
      await look('1-landing')
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByRole('heading', { name: 'Before you begin' }).waitFor()
      await look('2-consent')
      await page.getByRole('checkbox').check()
      await page.getByRole('button', { name: 'I agree' }).click()
      await page.getByRole('button', { name: 'Skip practice' }).waitFor()
      await look('3-check')
      await check(page)

      await page.getByRole('heading', { name: 'Question 1 of 2' }).waitFor()
      await look('4-question')
      await record(page, 1000)
      await page.getByRole('button', { name: 'Retake' }).click()
      const filmed = await record(page, 3500, () => look('5-recording'))
      await expectOwnPlayback(page, filmed)
      await look('6-own-playback')
      expect(await page.getByRole('button', { name: 'Retake' }).count()).toBe(0)
      await page.getByRole('button', { name: 'Use this answer' }).click()
      await page.getByRole('button', { name: 'Next question' }).click()

      await page.getByRole('heading', { name: 'Question 2 of 2' }).waitFor()
      const spoken = await record(page, 2000)
      await page.getByRole('button', { name: 'Use this answer' }).click()
      await page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'Saved' }).waitFor()
      await look('7-review')
      await submit(page)
      await look('8-done')

      const listed = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
      expect(JSON.stringify(listed.body)).toContain('"status":"Completed"')

      const shared = await company.api(`/room/v1/candidates/${interviewId}/share`, { method: 'POST' })
      const viewer = await (await visit(place === 'phone' ? phone : desk, { engine: watcher })).newPage()
      const statuses = statusesOf(viewer)
      await viewer.goto(new URL(shared.body.videointerviewUrl).pathname)
      await expectPlayed(viewer, 'What made you apply for this position?', filmed)
      await picture(viewer, `${engine}-${place}-9-watched-in-${watcher}`)
      await expectPlayed(viewer, 'Say good morning.', spoken)
      expect(statuses).toContain(206)
      await viewer.context().close()
      await page.context().close()
      expect(violations).toEqual([])
    },
  )

  async function prepare(questions: object[]) {
    const { id: assessmentId } = await greenroom.build.assessment(company, {
      groupName: 'Baker (m/f/d)',
      landingPageInfo: '<p>Nice to meet you! We bake since 1898 and look for somebody who likes to get up early.</p>',
    })
    for (const body of questions)
      await company.api(`/room/v1/assessments/${assessmentId}/question`, { method: 'POST', body })
    const { interviewId, ...candidate } = await greenroom.build.candidate(company, assessmentId)
    return { assessmentId, interviewId, ...candidate }
  }

  /** The path in the letter: the test server's port is not the one in its settings. */
  async function inviteAndReadLink(assessmentId: number, interviewId: string): Promise<string> {
    const before = mailServer.letters.length
    const body = { interviewIds: [interviewId] }
    await company.api(`/room/v1/assessments/${assessmentId}/invite`, { method: 'POST', body })
    const newest = (): ParsedMail | undefined => mailServer.letters[before]
    await expect.poll(() => newest()?.subject, { timeout: 30_000 }).toContain('Baker (m/f/d)')
    return new URL(/https?:\S+\/i\/\S+/.exec(newest()?.text ?? '')?.[0] ?? '').pathname
  }
})

async function expectOwnPlayback(page: Page, seconds: number) {
  const own = page.getByLabel('Your answer')
  await own.waitFor()
  const duration = () => own.evaluate((video: HTMLVideoElement) => video.duration)
  await expect.poll(async () => Math.abs((await duration()) - seconds)).toBeLessThan(1)
}

/** Whole, from its beginning to its end, and from the place it was sent to. */
async function expectPlayed(page: Page, label: string, seconds: number) {
  await page.getByLabel(label).waitFor()
  const played = await page.getByLabel(label).evaluate(playSeekAndEnd)
  expect(Math.abs(played.duration - seconds), `${label}: ${played.duration} of ${seconds} s`).toBeLessThan(1)
  expect(Math.abs(played.sought - played.duration / 2)).toBeLessThan(0.2)
  expect(Math.abs(played.reached - played.duration)).toBeLessThan(0.3)
}

/** Sped up, but played: the browser has decoded all of it. */
async function playSeekAndEnd(video: HTMLVideoElement) {
  const next = (name: string) => new Promise((done) => video.addEventListener(name, done, { once: true }))
  video.muted = true
  video.playbackRate = 4
  if (video.readyState < 1) await next('loadedmetadata')
  const ended = next('ended')
  await video.play()
  await ended
  const reached = video.currentTime
  video.currentTime = video.duration / 2
  await next('seeked')
  return { duration: video.duration, reached, sought: video.currentTime }
}

function statusesOf(page: Page): number[] {
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().includes('/media/')) statuses.push(response.status())
  })
  return statuses
}
