import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { check, record, submit } from '../candidate.ts'

describe.skipIf(noBrowser)('an interview, from the invitation to the reviewer', () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bäckerei Lindt & Söhne')
  })

  test('invited, agreed, recorded, submitted, shared, watched', { timeout: 120_000 }, async () => {
    const { assessmentId, interviewId } = await prepare([
      { question: '<p>What made you apply for this position?</p>', prepTime: 0, maxAnswerTime: 60, maxRetakes: 1 },
      { question: 'Tell us about a mistake you learned from.', prepTime: 0, maxAnswerTime: 60, maxRetakes: 0 },
    ])
    const page = await (await visit()).newPage()
    await page.goto(await inviteAndReadLink(assessmentId, interviewId))

    await page.getByRole('heading', { name: 'Baker (m/f/d)' }).waitFor()
    await picture(page, 'room-1-landing')
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('heading', { name: 'Before you begin' }).waitFor()
    await picture(page, 'room-2-consent')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'I agree' }).click()
    await page.getByRole('button', { name: 'Skip practice' }).waitFor()
    await picture(page, 'room-2-check')
    await check(page)

    await page.getByRole('heading', { name: 'Question 1 of 2' }).waitFor()
    await picture(page, 'room-3-question')
    await record(page, 2000)
    await page.getByRole('button', { name: 'Retake' }).click()
    const recorded = await record(page, 6000, () => picture(page, 'room-4-recording'))
    await expectOwnPlayback(page, recorded)
    await picture(page, 'room-5-own-playback')
    expect(await page.getByRole('button', { name: 'Retake' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Use this answer' }).click()
    await picture(page, 'room-6-kept')
    await page.getByRole('button', { name: 'Next question' }).click()

    await page.getByRole('heading', { name: 'Question 2 of 2' }).waitFor()
    await record(page, 3000)
    await page.getByRole('button', { name: 'Use this answer' }).click()
    await page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'Saved' }).waitFor()
    await picture(page, 'room-7-review')
    await submit(page)
    await picture(page, 'room-8-done')

    const listed = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
    expect(JSON.stringify(listed.body)).toContain('"status":"Completed"')

    const shared = await company.api(`/room/v1/candidates/${interviewId}/share`, { method: 'POST' })
    const viewer = await (await visit(desk)).newPage()
    const ranges = statusesOf(viewer)
    await viewer.goto(new URL(shared.body.videointerviewUrl).pathname)
    const video = viewer.getByLabel('What made you apply for this position?')
    await video.waitFor()
    const played = await playToTheEnd(viewer, 'What made you apply for this position?')
    await picture(viewer, 'share-1')
    expect(Math.abs(played.duration - recorded)).toBeLessThan(1)
    expect(Math.abs(played.reached - played.duration)).toBeLessThan(0.3)
    expect(ranges).toContain(206)
    expect(violations).toEqual([])
  })

  async function prepare(questions: object[]) {
    const { id: assessmentId } = await greenroom.build.assessment(company, {
      groupName: 'Baker (m/f/d)',
      landingPageInfo: '<p>Nice to meet you! We bake since 1898 and look for somebody who likes to get up early.</p>',
    })
    for (const body of questions)
      await company.api(`/room/v1/assessments/${assessmentId}/question`, { method: 'POST', body })
    const { interviewId } = await greenroom.build.candidate(company, assessmentId)
    return { assessmentId, interviewId }
  }

  /** The path in the letter: the test server's port is not the one in its settings. */
  async function inviteAndReadLink(assessmentId: number, interviewId: string): Promise<string> {
    const body = { interviewIds: [interviewId] }
    await company.api(`/room/v1/assessments/${assessmentId}/invite`, { method: 'POST', body })
    const folder = join(greenroom.running.dataDir, 'mail')
    const letters = () => readdir(folder).catch(() => [])
    await expect.poll(async () => (await letters()).filter((name) => name.endsWith('.eml')).length).toBe(1)
    const [name = ''] = await letters()
    const { text = '' } = await simpleParser(await readFile(join(folder, name)))
    return new URL(/https?:\S+\/i\/\S+/.exec(text)?.[0] ?? '').pathname
  }
})

async function expectOwnPlayback(page: Page, seconds: number) {
  const own = page.getByLabel('Your answer')
  await own.waitFor()
  const duration = () => own.evaluate((video: HTMLVideoElement) => video.duration)
  await expect.poll(async () => Math.abs((await duration()) - seconds), { timeout: 5000 }).toBeLessThan(1)
}

/** Sped up, but played: the browser has decoded all of it. */
async function playToTheEnd(page: Page, label: string) {
  return await page.getByLabel(label).evaluate(async (video: HTMLVideoElement) => {
    video.muted = true
    video.playbackRate = 4
    const ended = new Promise((done) => video.addEventListener('ended', done))
    await video.play()
    await ended
    return { duration: video.duration, reached: video.currentTime }
  })
}

function statusesOf(page: Page): number[] {
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().includes('/media/')) statuses.push(response.status())
  })
  return statuses
}
