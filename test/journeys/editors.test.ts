import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'

describe.skipIf(noBrowser)('two who edit one assessment', { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
  })
  afterAll(() => expect(violations).toEqual([]))

  async function as(person: { email: string; password: string }, address: string): Promise<Page> {
    const context = await visit(desk)
    await bringAxe(context)
    return signIn(await context.newPage(), person, address)
  }

  test('are told of each other, keep what they typed, and choose whose stands', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Counter staff' })
    const address = `/#/assessments/${id}/letters`
    const ann = await as(company, address)
    const bob = await as(await company.user('recruiter'), address)
    const words = (page: Page) => page.getByLabel(/after the first sentence/)
    const stored = async () => (await company.api(`/room/v1/assessments/${id}`)).body.letterText
    await words(bob).waitFor()
    await words(ann).fill("Ann's words")
    await ann.getByText(/^Saved /).waitFor()
    await words(bob).fill("Bob's words")
    await bob.getByText('Not saved: Somebody else has changed this meanwhile').waitFor()
    expect(await words(bob).inputValue()).toBe("Bob's words")
    expect(await stored()).toBe("Ann's words")
    expect(await faultsOf(bob)).toEqual([])
    await picture(bob, 'editors-overtaken')
    await bob.getByRole('button', { name: 'Save mine all the same' }).click()
    await bob.getByText(/^Saved /).waitFor()
    expect(await stored()).toBe("Bob's words")
    await words(ann).fill('Ann again')
    await ann.getByRole('button', { name: 'Show theirs' }).click()
    await expect.poll(() => words(ann).inputValue()).toBe("Bob's words")
  })

  test('are told so at a question too, also where it was taken out', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Bakers' })
    const path = `/room/v1/assessments/${id}/question`
    const { body } = await company.api(path, { method: 'POST', body: { question: 'Why bread?' } })
    const page = await as(company, `/#/assessments/${id}/questions`)
    const field = page.getByLabel('Question 1', { exact: true })
    await field.waitFor()
    await company.api(`/room/v1/questions/${body.id}`, { method: 'PATCH', body: { question: 'Why cake?' } })
    await field.fill('Why rolls?')
    await page.getByRole('button', { name: 'Save mine all the same' }).waitFor()
    expect(await field.inputValue()).toBe('Why rolls?')
    await company.api(`/room/v1/questions/${body.id}`, { method: 'DELETE' })
    await page.getByRole('button', { name: 'Save mine all the same' }).click()
    await page.getByText('Not saved: Somebody else has changed or removed this meanwhile.').waitFor()
    expect(await field.inputValue()).toBe('Why rolls?')
  })
})
