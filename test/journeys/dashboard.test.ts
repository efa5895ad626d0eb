import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'

describe.skipIf(noBrowser)('a recruiter works in the browser', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
  })
  afterAll(() => expect(violations).toEqual([]))

  test('from signing in to shortlisting, without the API', async () => {
    const context = await visit(desk)
    await bringAxe(context)
    const page = await context.newPage()
    const look = async (name: string) => {
      expect(await faultsOf(page), name).toEqual([])
      await picture(page, `dashboard-${name}`)
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture(page, `dashboard-${name}-dark`)
      await page.emulateMedia({ colorScheme: null })
    }
    const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

    await page.goto('/')
    await page.getByLabel('Email').fill(company.email)
    await page.getByLabel('Password').fill('not it')
    await press('Sign in')
    await page.getByRole('alert').filter({ hasText: 'Email or password is wrong' }).waitFor()
    await look('sign-in')
    await page.getByLabel('Password').fill(company.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Make your first interview' }).waitFor()
    await look('first')

    await press('Use Customer service')
    await page.getByLabel('Name', { exact: true }).fill('Counter staff')
    await press('Create')
    await page.getByRole('heading', { name: 'Counter staff' }).waitFor()
    await page.getByLabel('Question 1', { exact: true }).fill('Why bread?')
    await page
      .getByText(/^Saved /)
      .first()
      .waitFor()
    for (let left = 5; left > 1; left--) {
      await press(`Delete question ${left}`)
      await page.getByText(left === 2 ? '1 question, about' : `${left - 1} questions, about`).waitFor()
    }
    await page.getByLabel('Seconds to think').fill('0')
    await page.getByText(/^Saved /).waitFor()
    await look('questions')
    await page.getByRole('link', { name: 'Setup' }).click()
    await page.getByLabel('No practice question').check()
    await page.getByText(/^Saved /).waitFor()
    await look('settings')
    await page.getByRole('link', { name: 'Candidates' }).click()
    await page.getByText('Nobody is in this assessment yet').waitFor()
    await press('Add candidate')
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Brot')
    await page.getByLabel('Email address').fill('ada@example.com')
    await page.getByLabel('Invite at once').uncheck()
    await look('add')
    await press('Add')
    await page.getByRole('link', { name: 'Ada Brot' }).waitFor()
    await look('candidates')
  })
})
