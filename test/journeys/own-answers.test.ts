import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { enter, keepAndSubmit, record } from '../candidate.ts'
import { openRoom } from '../room.ts'

describe.skipIf(noBrowser)("what was recorded is the candidate's", { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Acme')
  })
  afterAll(() => expect(violations).toEqual([]))

  test('to watch again after a reload, and after handing in where the company allows; to take back at any time', async () => {
    const room = await openRoom(greenroom, company, [{ question: 'Why us?', prepTime: 0, maxAnswerTime: 60 }])
    const { assessmentId, token, uuid, questionIds } = room
    await company.api(`/room/v1/assessments/${assessmentId}`, { method: 'PATCH', body: { responseVisibility: true } })
    const page = await (await visit()).newPage()
    await enter(page, `/i/${token}`)
    const seconds = await record(page, 3000)
    await page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'Saved' }).waitFor()
    await page.reload()
    await enter(page, `/i/${token}`)
    expect(Math.abs((await lengthOf(page)) - seconds)).toBeLessThan(1)
    await picture(page, 'own-after-reload')
    await keepAndSubmit(page)

    await page.getByRole('button', { name: 'Watch: Why us?' }).click()
    expect(Math.abs((await lengthOf(page)) - seconds)).toBeLessThan(1)
    await picture(page, 'own-after-submitting')
    const { body } = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
    const { avatarUrl } = body.Videointerviews[0]
    const still = await company.api(new URL(avatarUrl).pathname)
    expect(still.headers['content-type']).toBe('image/jpeg')

    await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await picture(page, 'withdraw-asked')
    await page.getByRole('button', { name: 'Go back' }).click()
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
    await page.getByRole('button', { name: 'Withdraw and delete my answers' }).click()
    await page.getByRole('heading', { name: 'withdrawn' }).waitFor()
    await picture(page, 'withdrawn')
    await page.reload()
    await page.getByRole('heading', { name: 'withdrawn' }).waitFor()
    const after = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
    expect(after.body.Videointerviews[0]).toMatchObject({ interviewId: uuid, status: 'Withdrawn', profileVideo: null })
    expect((await room.api('')).body.questions[0]).toMatchObject({ questionId: questionIds[0], lastTake: null })
  })
})

const lengthOf = (page: Page) =>
  page.locator('video.own').evaluate(
    (video: HTMLVideoElement) =>
      new Promise<number>((known) => {
        if (video.readyState > 0) known(video.duration)
        else video.onloadedmetadata = () => known(video.duration)
      }),
  )
