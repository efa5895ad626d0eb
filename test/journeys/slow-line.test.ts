import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { enter, keepAndSubmit, record } from '../candidate.ts'
import { openRoom } from '../room.ts'
import { openShare } from '../share.ts'

describe.skipIf(noBrowser)('a slow line', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Acme')
  })
  afterAll(() => expect(violations).toEqual([]))

  test('is measured, and lowers the quality in the middle of an answer, down to the voice alone', async () => {
    const { token, uuid } = await openRoom(greenroom, company, [
      { question: 'Why us?', prepTime: 0, maxAnswerTime: 60 },
    ])
    const page = await (await visit()).newPage()
    const devtools = await page.context().newCDPSession(page)
    const carry = (kilobytesPerSecond: number) =>
      devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 50,
        downloadThroughput: 1_000_000,
        uploadThroughput: kilobytesPerSecond * 1000,
      })

    await carry(30)
    await enter(page, `/i/${token}`, async () => {
      await page.getByText('Your connection is slow').waitFor()
      await picture(page, 'slow-line-check')
    })
    await page.getByText('lower quality').waitFor()
    await carry(3)
    const seconds = await record(page, 0, async () => {
      await page.getByText('only your voice').waitFor()
      await picture(page, 'slow-line-voice')
      await page.waitForTimeout(5000)
    })
    await carry(1000)
    await keepAndSubmit(page)

    const { body } = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
    const share = await openShare(greenroom, body.videointerviewUrl)
    const segments = async (): Promise<Segment[]> => (await share.look()).body.answers[0].segments
    await expect.poll(async () => (await segments()).every(({ ready }) => ready), { timeout: 90_000 }).toBe(true)
    const kinds = (await segments()).map(
      async ({ mediaUrl }) => (await greenroom.request(mediaUrl)).headers['content-type'],
    )
    expect(await Promise.all(kinds)).toEqual(['video/webm', 'audio/webm'])
    const played = (await segments()).reduce((sum, { durationMs }) => sum + durationMs / 1000, 0)
    expect(Math.abs(played - seconds)).toBeLessThan(1.5)
  })
})

type Segment = { ready: boolean; durationMs: number; mediaUrl: string }
