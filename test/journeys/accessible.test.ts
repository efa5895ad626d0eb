import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { words as arabic } from '../../src/room/screens/words/ar.ts'
import { words as english, type Words } from '../../src/room/screens/words/en.ts'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, phone, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { openRoom } from '../room.ts'

const dayMs = 86_400_000

const options = [{ text: 'At four' }, { text: 'At six' }]
const written = [
  { questionType: 'essay', question: 'Tell us about a mistake.', maxWords: 8 },
  { questionType: 'multipleChoice', question: 'When can you begin?', options, allowOnlySingleChoice: true },
  { questionType: 'multipleChoice', question: 'When can you not?', options, allowOnlySingleChoice: false },
  { questionType: 'rating', question: 'How early a bird are you?', maxScore: 7 },
  { questionType: 'file', question: 'Your CV' },
]
/** What comes first on every page is not the page. */
const loading = new RegExp([english, arabic].map((words) => words.loading).join('|'))
const instagram =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 Instagram 350.0'

describe.skipIf(noBrowser)('every page is for everybody', () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  const faults: string[] = []
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bäckereifachverkäuferinnenausbildungsgesellschaft Lindt & Söhne')
  })
  afterAll(() => expect(violations).toEqual([]))

  /** `given` is what the camera gave, so that a test can take it away; `drawn` what the page was like with its first words. */
  async function open(address: string, userAgent?: string, viewport = desk): Promise<Page> {
    const context = await visit(viewport, { ...(userAgent && { userAgent }) })
    await bringAxe(context)
    await context.addInitScript(() => {
      const { mediaDevices } = navigator
      const ask = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async (wanted) => Object.assign(window, { given: await ask(wanted) }).given
      new MutationObserver((_, observer) => {
        if (!document.querySelector('main button')) return
        observer.disconnect()
        const { lang, dir } = document.documentElement
        Object.assign(window, { drawn: `${lang} ${dir}` })
      }).observe(document, { childList: true, subtree: true })
    })
    const page = await context.newPage()
    await page.goto(address)
    return page
  }

  async function inspect(page: Page, name: string): Promise<void> {
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: loading }).waitFor()
    faults.push(...(await faultsOf(page)).map((fault) => `${name}, ${fault}`))
    await picture(page, `accessible-${name}`)
  }

  const filmed = { question: 'Why us?', prepTime: 30, maxAnswerTime: 60, maxRetakes: 1 }
  const room = (given: object = {}, questions: object[] = [filmed]) => openRoom(greenroom, company, questions, given)

  test.for([
    ['en', english],
    ['ar', arabic],
  ] as [string, Words][])(
    'from the landing page to the receipt, in %s',
    { timeout: 240_000 },
    async ([language, words]) => {
      const { token, uuid } = await room(
        { language, landingPageInfo: '<p>Nice to meet you!</p>', endText: 'See you.' },
        [filmed, ...written],
      )
      const page = await open(`/i/${token}`)
      const see = (name: string) => inspect(page, `${language}-${name}`)
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

      await page.getByRole('button', { name: words.start, exact: true }).waitFor()
      // With the first words, not a moment after them.
      expect(await page.evaluate(() => (window as never as { drawn: string }).drawn)).toBe(
        language === 'ar' ? 'ar rtl' : 'en ltr',
      )
      await see('landing')
      await page.getByText(words.help, { exact: true }).click()
      await see('landing-help')
      await press(words.start)
      await see('consent')
      await press(words.decline)
      await see('declined')
      await press(words.back)
      await page.getByRole('checkbox').check()
      await press(words.agree)
      await page.getByRole('button', { name: words.startPractice }).and(page.locator(':enabled')).waitFor()
      await see('check')
      await press(words.startPractice)
      await page.getByRole('button', { name: words.startRecording }).waitFor()
      await see('practice')
      await press(words.skipPractice)
      await page.getByRole('heading', { name: words.question(1, 6) }).waitFor()
      await page.getByRole('button', { name: words.startRecording }).and(page.locator(':enabled')).waitFor()
      await see('question-ready')
      await press(words.startRecording)
      await page.getByText(words.recording, { exact: true }).waitFor()
      await see('question-recording')
      await page.evaluate(takeCameraAway)
      await page.getByText(words.interruptedHeading).waitFor()
      await see('question-interrupted')
      await press(words.goOn)
      await page.getByText(words.recording, { exact: true }).waitFor()
      await page.waitForTimeout(1500)
      await press(words.stopRecording)
      await page.getByRole('button', { name: words.use }).waitFor()
      await see('question-reviewing')
      await press(words.use)
      await page.getByText(words.kept).waitFor()
      await see('question-kept')
      await press(words.next)
      await page.getByRole('textbox').fill('I burnt all the bread')
      await see('essay')
      await press(words.next)
      await page.getByRole('radio').first().check()
      await see('choice')
      await press(words.next)
      await page.getByRole('checkbox').first().check()
      await see('choices')
      await press(words.next)
      await page.getByRole('radio').first().check()
      await see('rating')
      await press(words.next)
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'cv.pdf', mimeType: '', buffer: Buffer.from('%PDF-1.7 a life') })
      await page.getByText('cv.pdf').waitFor()
      await see('file')
      await press(words.finish)
      await page.getByRole('button', { name: words.submit }).and(page.locator(':enabled')).waitFor()
      await see('review')
      await press(words.submit)
      await page.getByText(words.receiptHeading).waitFor()
      await see('done')

      const { body } = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
      const viewer = await open(new URL(body.videointerviewUrl).pathname)
      await viewer.getByLabel('Why us?').waitFor()
      await inspect(viewer, `${language}-share`)
      expect(faults.splice(0)).toEqual([])
    },
  )

  test('where there is no interview now', { timeout: 240_000 }, async () => {
    const inspectAt = async (address: string, name: string, userAgent?: string) => {
      const page = await open(address, userAgent)
      await inspect(page, name)
      await page.context().close()
    }
    const early = await room({ startsAt: String(Date.now() + dayMs) })
    await inspectAt(`/i/${early.token}`, 'early')
    const expired = await room({ expiresAt: String(Date.now() - dayMs) })
    await inspectAt(`/i/${expired.token}`, 'expired')
    const withdrawn = await room()
    await withdrawn.post('/withdraw', {})
    await inspectAt(`/i/${withdrawn.token}`, 'withdrawn')
    await inspectAt(`/i/${randomUUID()}`, 'unknown')
    await inspectAt(`/s/${randomUUID()}`, 'share-unknown')
    const { token, uuid } = await room()
    await inspectAt(`/i/${token}`, 'elsewhere', instagram)
    const body = { password: 'as we said on the phone' }
    const shared = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST', body })
    const locked = await open(new URL(shared.body.videointerviewUrl).pathname)
    await inspect(locked, 'share-locked')
    await locked.getByLabel('Password').fill('a guess at it')
    await locked.keyboard.press('Enter')
    await locked.getByText('This is not the password').waitFor()
    await inspect(locked, 'share-locked-wrong')
    expect(faults.splice(0)).toEqual([])
  })

  test('with a camera that is not allowed', async () => {
    const { token, agree } = await room()
    await agree()
    const context = await visit(desk)
    await bringAxe(context)
    await context.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    })
    const page = await context.newPage()
    await page.goto(`/i/${token}`)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('is blocked').waitFor()
    await inspect(page, 'check-blocked')
    expect(faults.splice(0)).toEqual([])
  })

  test('by the keyboard alone, from the link to the receipt', { timeout: 240_000 }, async () => {
    const { token } = await room()
    const page = await open(`/i/${token}`)
    const press = async (name: string, key = 'Enter') => {
      await page.getByRole('button', { name, exact: true }).and(page.locator(':enabled')).waitFor()
      await tabTo(page, name)
      await page.keyboard.press(key)
    }
    await press('Start')
    await page.getByRole('checkbox').waitFor()
    await tabTo(page, 'I have read this and agree to be recorded')
    await page.keyboard.press('Space')
    await press('I agree')
    await press('Skip practice', 'Space')
    await press('Start recording')
    await page.waitForTimeout(1500)
    await press('Stop recording', 'Space')
    await press('Retake')
    await press('Start recording')
    await page.waitForTimeout(1500)
    await press('Stop recording')
    await press('Use this answer')
    await press('Submit interview')
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  })

  test.each([
    ['upright', { width: 360, height: 640 }],
    ['on its side', { width: 844, height: 390 }],
  ])('on a small phone %s, a screen begins at its top, and what records is in sight', async (_, viewport) => {
    const { token, agree } = await room({ skipPracticeQuestion: true }, [
      { ...filmed, question: 'Why us? '.repeat(250) },
    ])
    await agree()
    const page = await open(`/i/${token}`, undefined, viewport)
    const isSeen = (name: string) =>
      page.getByRole('button', { name, exact: true }).evaluate((button) => {
        const { top, bottom } = button.getBoundingClientRect()
        return top >= 0 && bottom <= innerHeight
      })
    await page.getByRole('button', { name: 'Start', exact: true }).tap()
    await page.getByRole('button', { name: 'Continue' }).tap()
    await page.getByRole('heading', { name: 'Question 1 of 1' }).waitFor()
    expect(await page.evaluate(() => scrollY)).toBe(0)
    expect(await isSeen('Start recording')).toBe(true)
    await page.getByRole('button', { name: 'Start recording' }).tap()
    await page.getByRole('button', { name: 'Stop recording' }).waitFor()
    expect(await isSeen('Stop recording')).toBe(true)
    await page.getByRole('status', { name: 'Recording' }).filter({ hasText: 'Recording' }).waitFor()
    await page.evaluate(takeCameraAway)
    await page.getByRole('button', { name: 'Continue this answer' }).waitFor()
    const notice = await page.getByRole('alert').evaluate((alert) => alert.getBoundingClientRect().top)
    expect(notice).toBeGreaterThanOrEqual(0)
    expect(notice).toBeLessThan(viewport.height)
  })

  test('in three taps from consent to the first recording', async () => {
    const { token } = await room()
    const context = await visit(phone)
    const page = await context.newPage()
    await page.goto(`/i/${token}`)
    await page.getByRole('button', { name: 'Start', exact: true }).tap()
    await page.getByRole('checkbox').tap()
    for (const name of ['I agree', 'Skip practice', 'Start recording'])
      await page.getByRole('button', { name, exact: true }).tap()
    await page.getByRole('status', { name: 'Recording' }).filter({ hasText: 'Recording' }).waitFor()
  })
})

function takeCameraAway(): void {
  const [track] = (window as never as { given: MediaStream }).given.getVideoTracks()
  track?.stop()
  track?.dispatchEvent(new Event('ended'))
}

const mostStops = 60
/** No finger is faster, and a button may be off for a moment while the last answer is on its way. */
const stopMs = 50

/** Tab after tab, until what has this name has the focus, and shows it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = []
  for (let stop = 0; stop < mostStops; stop++) {
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const label = (element as HTMLInputElement).labels?.[0] ?? element
      return { name: label.textContent?.trim() ?? '', ringed: getComputedStyle(element).outlineStyle !== 'none' }
    })
    if (at.name === name) return expect(at.ringed, `${name} shows that it has the focus`).toBe(true)
    passed.push(at.name)
    await page.keyboard.press('Tab')
    await page.waitForTimeout(stopMs)
  }
  throw new Error(`${name} is not to be reached by Tab: ${passed.map((each) => each.split('\n')[0]).join(', ')}`)
}
