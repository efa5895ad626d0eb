import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { isMissing } from '../engines.ts'
import { openRoom, recording } from '../room.ts'

/** A window of 1280 × 800 at 200 %. */
const enlarged = { width: 640, height: 400 }

describe.skipIf(noBrowser)('the dashboard', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
  })
  afterAll(() => expect(violations).toEqual([]))

  /** Goes on by Tab until the control is reached, as somebody without a mouse does; fails where it cannot be reached. */
  async function reach(page: Page, name: string | RegExp): Promise<void> {
    for (let tabs = 0; tabs < 120; tabs++) {
      const label = await page.evaluate(() => {
        const at = document.activeElement as HTMLInputElement | null
        const labels = [...(at?.labels ?? [])].map(({ textContent }) => textContent)
        return [at?.getAttribute('aria-label'), ...labels, at?.textContent].filter(Boolean).join('\n')
      })
      const isThere = label
        .split('\n')
        .some((line) => (typeof name === 'string' ? line.trim() === name : name.test(line.trim())))
      if (isThere) return inSight(page, name)
      await page.keyboard.press('Tab')
    }
    throw new Error(`${name} cannot be reached by Tab`)
  }

  /** What has the focus is on the screen, and shows that it has it. */
  async function inSight(page: Page, name: string | RegExp): Promise<void> {
    const seen = await page.evaluate(() => {
      const at = document.activeElement
      const { top, bottom, left, right } = at?.getBoundingClientRect() ?? new DOMRect()
      const { outlineStyle } = at ? getComputedStyle(at) : { outlineStyle: 'none' }
      return { isOn: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth, outlineStyle }
    })
    expect(seen.isOn, `${name} is on the screen`).toBe(true)
    expect(seen.outlineStyle, `${name} shows the focus`).not.toBe('none')
  }

  const press = async (page: Page, name: string | RegExp) => {
    await reach(page, name)
    await page.keyboard.press('Enter')
  }
  const type = async (page: Page, name: string | RegExp, words: string) => {
    await reach(page, name)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(words)
  }
  const isOpen = (page: Page, title: string) => page.getByRole('dialog', { name: title }).waitFor()

  test('is worked by keyboard alone, twice as large, from the sign-in to the link', async () => {
    const page = await (await visit(enlarged, { isMobile: false, hasTouch: false })).newPage()
    await page.goto('/')
    await page.getByLabel('Email').waitFor()
    await type(page, 'Email', company.email)
    await type(page, 'Password', company.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Make your first interview' }).waitFor()
    await press(page, 'Use Sales')
    await isOpen(page, 'New assessment')
    await type(page, 'Name', 'Baker')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Baker' }).waitFor()
    await type(page, 'Question 1', 'Why bread?')
    await page
      .getByText(/^Saved /)
      .first()
      .waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => page.getByLabel('Question 2', { exact: true }).inputValue()).toBe('Why bread?')
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')

    await page.goto(`${page.url().replace('questions', 'candidates')}`)
    await page.getByText('Nobody is in this assessment yet').waitFor()
    await press(page, 'Add candidate')
    await isOpen(page, 'Add candidate')
    await type(page, 'First name', 'Ada')
    await type(page, 'Last name', 'Brot')
    await type(page, 'Email address', 'ada@example.com')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Ada Brot' }).waitFor()
    await reach(page, 'Choose Ada Brot')
    await page.keyboard.press('Space')
    await page.getByRole('region', { name: 'Chosen candidates' }).waitFor()
  })

  test('reviews, decides and shares by keyboard alone, twice as large', async () => {
    const { assessmentId, uuid, agree, answer, post } = await openRoom(greenroom, company, [{ question: 'Why us?' }])
    await agree()
    await answer(undefined, await recording('person.webm'), 8000)
    await post('/submit', {})
    const page = await (await visit(enlarged, { isMobile: false, hasTouch: false })).newPage()
    await page.goto(`/#/assessments/${assessmentId}/interviews/${uuid}`)
    await type(page, 'Email', company.email)
    await type(page, 'Password', company.password)
    await page.keyboard.press('Enter')
    await page.locator('video').waitFor()
    await page.keyboard.press('k')
    const time = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)
    await expect.poll(time).toBeGreaterThan(0.1)
    await page.keyboard.press('k')
    await page.keyboard.press('5')
    await page.getByText(/^Saved /).waitFor()
    await reach(page, 'Strong yes')
    await page.keyboard.press('Space')
    await press(page, 'Submit review')
    await page.getByRole('heading', { name: 'All reviews' }).waitFor()
    await press(page, 'Shortlist')
    await page.getByRole('heading', { name: 'Shortlisted' }).waitFor()
    await press(page, 'Share')
    await isOpen(page, 'Share this interview')
    await press(page, 'Make the link')
    await page.getByLabel('Link', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Share')
  })

  test('keeps a house by keyboard alone, twice as large, and never loses its place', async () => {
    const page = await (await visit(enlarged, { isMobile: false, hasTouch: false })).newPage()
    const focus = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
    await page.goto('/#/settings/team')
    await type(page, 'Email', company.email)
    await type(page, 'Password', company.password)
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: company.email }).waitFor()
    await press(page, 'Invite a colleague')
    await isOpen(page, 'Invite a colleague')
    await type(page, 'Email address', 'rita@example.com')
    await page.keyboard.press('Enter')
    await page.getByLabel('Link, good for seven days, once').waitFor()
    await expect.poll(focus).toBe('Invite a colleague')
    await press(page, 'Disable rita@example.com')
    await isOpen(page, 'Disable: rita@example.com')
    await press(page, 'Disable')
    await page.getByText('Disabled', { exact: true }).waitFor()
    await expect.poll(focus).toBe('Enable rita@example.com')

    await page.goto('/#/settings/keys')
    await press(page, 'New API key')
    await isOpen(page, 'New API key')
    await type(page, 'What is it for?', 'ATS')
    await page.keyboard.press('Enter')
    await page.getByLabel(/^Your new key/).waitFor()
    await expect.poll(focus).toBe('New API key')
    await press(page, 'Revoke ATS')
    await isOpen(page, 'Revoke ATS?')
    await press(page, 'Revoke')
    await page.getByText('Revoked', { exact: true }).waitFor()
    await expect.poll(focus).toBe('API keys')

    await press(page, 'Audit log')
    await page.getByText(/^Chain verified/).waitFor()
    await reach(page, /^What/)
    await page.keyboard.type('API')
    await page.getByText('revoked API key “ATS”').waitFor()
    await reach(page, 'Open API keys')
  })

  test.skipIf(isMissing('firefox'))('works in Firefox', async () => {
    const { assessmentId, uuid, agree, answer, post } = await openRoom(greenroom, company, [{ question: 'Why us?' }])
    await agree()
    await answer(undefined, await recording('person.webm'), 8000)
    await post('/submit', {})
    const page = await (await visit({ width: 1280, height: 800 }, { engine: 'firefox' })).newPage()
    await page.goto(`/#/assessments/${assessmentId}/candidates`)
    await page.getByLabel('Email').fill(company.email)
    await page.getByLabel('Password').fill(company.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'Jane Doe' }).click()
    await page.locator('video').waitFor()
    const length = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.duration)
    await expect.poll(length, { timeout: 30_000 }).toBeCloseTo(8, 0)
    await page.keyboard.press('4')
    await page.getByText(/^Saved /).waitFor()
    expect((await company.api(`/room/v1/candidates/${uuid}/reviews`)).body.mine.ratings).toMatchObject([{ mark: 4 }])
  })
})
