import { describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'

describe.skipIf(noBrowser)('a share link with a password', () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)

  test('shows nothing before it, and the interview after', { timeout: 240_000 }, async () => {
    const company = await greenroom.build.company('Acme')
    const { id } = await greenroom.build.assessment(company, { groupName: 'Baker' })
    const { interviewId } = await greenroom.build.candidate(company, id)
    const body = { password: 'as we said on the phone' }
    const shared = await company.api(`/room/v1/candidates/${interviewId}/share`, { method: 'POST', body })
    const page = await (await visit(desk)).newPage()
    await page.goto(new URL(shared.body.videointerviewUrl).pathname)
    await page.getByLabel('Password').fill('a guess at it')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('alert').filter({ hasText: 'not the password' }).waitFor()
    await picture(page, 'share-locked')
    expect(await page.content()).not.toMatch(/Acme|Baker/)
    await page.getByLabel('Password').fill(body.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Baker' }).waitFor()
    expect(violations).toEqual([])
  })
})
