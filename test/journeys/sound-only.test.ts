import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { keepAndSubmit, record, startRecording, stopRecording } from '../candidate.ts'
import { openRoom } from '../room.ts'
import { openShare } from '../share.ts'

describe.skipIf(noBrowser)('without a camera', () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Acme')
  })
  afterAll(() => expect(violations).toEqual([]))

  /** A device of which a test can take the camera, and give it back. */
  async function open(token: string): Promise<Page> {
    const context = await visit()
    await bringAxe(context)
    await context.addInitScript(() => {
      const { mediaDevices } = navigator
      const ask = mediaDevices.getUserMedia.bind(mediaDevices)
      Object.assign(window, { hasCamera: false })
      mediaDevices.getUserMedia = async (wanted) => {
        const { hasCamera } = window as never as { hasCamera: boolean }
        if (wanted?.video && !hasCamera) throw new DOMException('', 'NotFoundError')
        return Object.assign(window, { given: await ask(wanted) }).given
      }
    })
    const page = await context.newPage()
    await page.goto(`/i/${token}`)
    return page
  }
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const byVoice = (page: Page) => page.getByRole('button', { name: 'Answer with my voice, without a camera' })
  const filmed = { prepTime: 0, maxAnswerTime: 60 }

  test('a voice is enough, where the company allows it', async () => {
    const questions = ['Why us?', 'Why you?'].map((question) => ({ ...filmed, question }))
    const { token, uuid } = await openRoom(greenroom, company, questions, { allowSoundOnly: true })
    const page = await open(token)
    await page.getByText('or a microphone alone').waitFor()
    await press(page, 'Start')
    await page.getByRole('checkbox').check()
    await press(page, 'I agree')
    await page.getByText('No camera or microphone was found').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await picture(page, 'sound-only-offered')
    await byVoice(page).click()
    await page.getByRole('heading', { name: 'Check your microphone' }).waitFor()
    await page.getByText('Your microphone works').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await picture(page, 'sound-only-check')

    // A camera that was found meanwhile is used after all.
    await page.evaluate(() => Object.assign(window, { hasCamera: true }))
    await press(page, 'Use a camera after all')
    await page.getByLabel('What your camera sees').waitFor()
    await press(page, 'Skip practice')
    await page.getByRole('heading', { name: 'Question 1 of 2' }).waitFor()

    // It breaks in the middle of the first answer, which goes on without.
    await startRecording(page)
    await page.waitForTimeout(2500)
    await page.evaluate(() => {
      const { given } = Object.assign(window, { hasCamera: false }) as never as { given: MediaStream }
      for (const track of given.getVideoTracks()) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    })
    await page.getByRole('heading', { name: 'The recording was interrupted' }).waitFor()
    await picture(page, 'sound-only-interrupted')
    await byVoice(page).click()
    await press(page, 'Continue this answer')
    await page.getByRole('status', { name: 'Recording' }).filter({ hasText: 'Recording' }).waitFor()
    await page.waitForTimeout(2500)
    await stopRecording(page)
    await press(page, 'Use this answer')
    await press(page, 'Next question')

    // Nor is the camera asked for again, also not after a reload.
    await page.reload()
    await press(page, 'Start')
    await page.getByRole('heading', { name: 'Question 2 of 2' }).waitFor()
    await record(page, 2500)
    await picture(page, 'sound-only-answered')
    await keepAndSubmit(page)

    const { body } = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
    const share = await openShare(greenroom, body.videointerviewUrl)
    const segments = async (): Promise<Segment[][]> =>
      (await share.look()).body.answers.map(({ segments }: { segments: Segment[] }) => segments)
    await expect.poll(async () => (await segments()).flat().every(({ ready }) => ready)).toBe(true)
    expect((await segments()).map((each) => each.map(({ mediaType }) => mediaType?.split('/')[0]))).toEqual([
      ['video', 'audio'],
      ['audio'],
    ])
  })

  test('a camera is needed where it does not', async () => {
    const { token, agree } = await openRoom(greenroom, company, [{ ...filmed, question: 'Why us?' }])
    await agree()
    const page = await open(token)
    await page.getByText('A camera, a microphone and a quiet place').waitFor()
    await press(page, 'Start')
    await page.getByText('No camera or microphone was found').waitFor()
    expect(await byVoice(page).count()).toBe(0)
  })
})

type Segment = { ready: boolean; mediaType: string | null }
