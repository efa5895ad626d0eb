import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import { enter, startRecording, stopRecording } from '../candidate.ts'
import { openRoom } from '../room.ts'

describe.skipIf(noBrowser)('the landing page', { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  afterAll(() => expect(violations).toEqual([]))

  test("shows the company's banner and text, and nothing of it runs, in every language and width", async () => {
    const company = await greenroom.build.company('Bäckerei Sonnenschein')
    const { assessmentId, token } = await openRoom(greenroom, company, [
      { question: 'Why us?' },
      { question: 'Why you?', questionType: 'audio' },
    ])
    const picked = await readFile(join(import.meta.dirname, '../../src/pictures/fixtures/40x30.jpg'))
    const headers = { 'content-type': 'application/octet-stream' }
    const { body } = await company.api('/room/v1/pictures', { method: 'POST', raw: picked, headers })
    const landingPageInfo = `<h2>Baker, <em>mornings</em></h2><p>We bake from four.<br>See <a href="https://bakery.example/jobs">what we do</a>.</p>
      <ul><li>Fresh bread</li><li>Fair pay</li></ul><img src=x onerror="window.ran = 1"><script>window.ran = 2</script>
      <a href="javascript:window.ran = 3">click</a><svg onload="window.ran = 4"></svg>`
    await company.api(`/room/v1/assessments/${assessmentId}`, {
      method: 'PATCH',
      body: { landingPageInfo, enableBanner: true, companyBanner: body.path },
    })
    for (const [language, scheme, width] of [
      ['en', 'light', 1280],
      ['de', 'dark', 390],
      ['fr', 'light', 360],
      ['ar', 'light', 360],
      ['ar', 'dark', 320],
    ] as const) {
      const context = await visit({ width, height: 740 }, { colorScheme: scheme })
      const page = await context.newPage()
      await page.goto(`/i/${token}`)
      await page.getByRole('heading', { name: 'Baker, mornings' }).waitFor()
      await page.locator('header select').selectOption(language)
      await page.locator(`html[lang=${language}]`).waitFor()
      await picture(page, `landing-${language}-${scheme}-${width}`)
      const { width: wide = 0, height = 0 } = (await page.locator('header select').boundingBox()) ?? {}
      expect(wide).toBeLessThan(200)
      expect(height).toBeGreaterThanOrEqual(44)
      expect(await page.getByRole('link', { name: 'what we do' }).getAttribute('href')).toBe(
        'https://bakery.example/jobs',
      )
      const banner = page.locator('img.banner')
      await expect.poll(() => banner.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40)
      const seen = await page.evaluate(() => ({
        ran: (window as { ran?: number }).ran,
        foreign: document.querySelectorAll('#page script, #page svg, #page img:not(.banner), [href^=javascript]')
          .length,
        isWider: document.documentElement.scrollWidth > window.innerWidth,
        language: document.documentElement.lang,
        direction: document.documentElement.dir,
      }))
      expect(seen).toEqual({
        ran: undefined,
        foreign: 0,
        isWider: false,
        language,
        direction: language === 'ar' ? 'rtl' : 'ltr',
      })
      await context.close()
    }
  })

  test('in the small browser of an app: the link to copy, and as a picture for another device', async () => {
    const company = await greenroom.build.company('Acme')
    const { token } = await openRoom(greenroom, company)
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Instagram 300.0'
    const page = await (await visit({ width: 360, height: 740 }, { userAgent })).newPage()
    await page.goto(`/i/${token}`)
    await page.getByRole('button', { name: 'Copy link' }).waitFor()
    await page.getByRole('img', { name: 'Your link as a QR code' }).waitFor()
    await picture(page, 'in-app-360')
  })

  test('what comes in the place of a button that was pressed takes its focus', async () => {
    const company = await greenroom.build.company('Acme')
    const { token } = await openRoom(greenroom, company)
    const page = await (await visit()).newPage()
    await page.goto(`/i/${token}`)
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    const focused = () => page.locator(':focus')
    await press('Ask for extra time')
    expect(await focused().evaluate((element) => element.tagName)).toBe('TEXTAREA')
    await page.keyboard.type('I read slowly.')
    await press('Go back')
    expect(await focused().textContent()).toBe('Ask for extra time')
    await press('Withdraw')
    expect(await focused().getAttribute('aria-label')).toBe('Withdraw')
    await press('Go back')
    expect(await focused().textContent()).toBe('Withdraw')
  })

  test('says that there is no limit of time, and how long answers are kept, and no clock runs down', async () => {
    const company = await greenroom.build.company('Acme')
    const { edit, token, assessmentId } = await openRoom(greenroom, company, [
      { question: 'Why us?', maxAnswerTime: 2 },
    ])
    await edit({ timeMultiplier: null })
    await company.api(`/room/v1/assessments/${assessmentId}`, { method: 'PATCH', body: { retentionDays: 90 } })
    const page = await (await visit()).newPage()
    await page.goto(`/i/${token}`)
    await page.getByText('no time limit').waitFor()
    expect(await page.getByText('minute').count()).toBe(0)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText('They are deleted 90 days after you submit').waitFor()
    await enter(page, `/i/${token}`)
    expect(await page.getByText('Up to').count()).toBe(0)
    await startRecording(page)
    await page.waitForTimeout(4000)
    expect(await page.getByText('left').count()).toBe(0)
    await picture(page, 'untimed-recording-390')
    await stopRecording(page)
  })
})
