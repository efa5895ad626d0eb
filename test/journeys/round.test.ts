import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { desk, noBrowser, phone, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { enter, keepAndSubmit, record } from '../candidate.ts'
import { signIn } from '../recruiter.ts'

describe.skipIf(noBrowser)('a hiring round, from the first sign-in to the decision', { timeout: 480_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
  })
  afterAll(() => expect(violations).toEqual([]))

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

  const newPage = async () => (await visit(desk)).newPage()

  /** The link of the letter to somebody; where no mail server is, letters are files. */
  async function linkFor(address: string): Promise<string> {
    const folder = join(greenroom.running.dataDir, 'mail')
    const find = async () => {
      const names = await readdir(folder).catch(() => [])
      const letters = await Promise.all(
        names
          .filter((name) => name.endsWith('.eml'))
          .map(async (name) => simpleParser(await readFile(join(folder, name)))),
      )
      const letter = letters.find(({ to }) => JSON.stringify(to).includes(address))
      return letter?.text?.match(/\/i\/[\w-]{43}/)?.[0]
    }
    await expect.poll(find, { timeout: 90_000 }).toBeDefined()
    return (await find()) as string
  }

  test('three are imported and invited, one records, two review, one is shortlisted and shared', async () => {
    const recruiter = await signIn(await newPage(), company)
    await press(recruiter, 'New assessment')
    await recruiter.getByLabel('Name', { exact: true }).fill('Baker')
    await press(recruiter, 'Create')
    await recruiter.getByRole('heading', { name: 'Baker' }).waitFor()
    await press(recruiter, 'Add question')
    await recruiter.getByLabel('Question 1', { exact: true }).fill('Why bread?')
    await recruiter.getByLabel('Seconds to think').fill('0')
    await recruiter
      .getByText(/^Saved /)
      .first()
      .waitFor()
    await recruiter.getByRole('link', { name: 'Setup' }).click()
    await recruiter.getByLabel('No practice question').check()
    await recruiter.getByLabel(/^Pass from/).fill('3')
    await recruiter.getByText(/^Saved /).waitFor()

    await recruiter.getByRole('link', { name: 'Candidates' }).click()
    await recruiter.getByRole('link', { name: 'Import' }).click()
    await recruiter
      .getByLabel('Or paste rows from a spreadsheet')
      .fill('First name,Last name,Email\nAda,Brot,ada@example.com\nBea,Korn,bea@example.com\nCem,Mehl,cem@example.com')
    await press(recruiter, 'Use what is pasted')
    await press(recruiter, 'Check rows')
    await recruiter.getByLabel('Invite who is added at once').check()
    await press(recruiter, 'Import 3 candidates')
    const link = await linkFor('ada@example.com')
    for (const address of ['bea@example.com', 'cem@example.com']) await linkFor(address)

    const room = await (await visit(phone)).newPage()
    await enter(room, link)
    await record(room, 3000)
    await keepAndSubmit(room)

    await recruiter.getByRole('link', { name: 'Assessments' }).click()
    await recruiter.getByRole('link', { name: 'Baker' }).click()
    await recruiter.getByRole('link', { name: 'Candidates' }).click()
    await recruiter.getByRole('link', { name: 'Ada Brot' }).click()
    await recruiter.locator('video').waitFor()
    const address = new URL(recruiter.url()).hash

    for (const [mark, advice] of [
      [4, 'Yes'],
      [5, 'Strong yes'],
    ] as const) {
      const reviewer = await signIn(await newPage(), await company.user('reviewer'))
      await reviewer.getByRole('link', { name: 'Baker' }).waitFor()
      await reviewer.goto(`/${address}`)
      await reviewer.locator('video').waitFor()
      await reviewer.keyboard.press(String(mark))
      await reviewer.getByRole('radio', { name: advice, exact: true }).check()
      await press(reviewer, 'Submit review')
      await reviewer.getByRole('heading', { name: 'All reviews' }).waitFor()
    }

    await recruiter.reload()
    await press(recruiter, 'Look without a review')
    await recruiter.getByText('4.5 of 5 (2)').waitFor()
    await recruiter.getByText('Pass', { exact: true }).waitFor()
    await picture(recruiter, 'round-reviewed')
    await press(recruiter, 'Shortlist')
    await recruiter.getByRole('heading', { name: 'Shortlisted' }).waitFor()
    await press(recruiter, 'Share')
    await press(recruiter, 'Make the link')
    const shared = new URL(await recruiter.getByLabel('Link', { exact: true }).inputValue()).pathname
    const visitor = await (await visit(phone)).newPage()
    await visitor.goto(shared)
    await visitor.locator('video').waitFor()
    const length = () => visitor.locator('video').evaluate((video: HTMLVideoElement) => video.duration)
    await expect.poll(length, { timeout: 30_000 }).toBeGreaterThan(2)
    expect(await visitor.content()).not.toContain('Ada')
  })
})
