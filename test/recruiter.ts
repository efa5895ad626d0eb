import type { Page } from 'playwright-core'

/** What recruiters and reviewers do in the dashboard. */

/** From the address to the page behind the sign-in form that it shows first. */
export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
  address = '/',
): Promise<Page> {
  await page.goto(address)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}
