import type { Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { startReceiver } from '../receiver.ts'
import { signIn } from '../recruiter.ts'

describe.skipIf(noBrowser)('an owner connects an ATS', { timeout: 240_000 }, () => {
  const greenroom = testApp({ WEBHOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company
  let receiver: Awaited<ReturnType<typeof startReceiver>>

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
    receiver = await startReceiver()
  })
  afterAll(() => {
    receiver.stop()
    expect(violations).toEqual([])
  })

  async function look(page: Page, name: string): Promise<void> {
    expect(await faultsOf(page), name).toEqual([])
    await picture(page, `webhooks-${name}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `webhooks-${name}-dark`)
    await page.emulateMedia({ colorScheme: null })
    await page.setViewportSize({ width: 320, height: 740 })
    await picture(page, `webhooks-${name}-narrow`)
    await page.setViewportSize(desk)
  }

  test('makes a webhook, tests it, sees what was sent, and sends again what was given up', async () => {
    const context = await visit(desk)
    await bringAxe(context)
    const page = await signIn(await context.newPage(), company, '/#/settings/webhooks')
    await page.getByText('There is no webhook yet.').waitFor()
    await page.getByRole('button', { name: 'New webhook' }).click()
    await page.getByLabel('Address').fill('https://169.254.169.254/latest')
    await page.getByRole('button', { name: 'Make webhook' }).click()
    await page.getByText('leads into a private network').waitFor()
    await page.getByLabel('Address').fill(`${receiver.url}/ats`)
    await page.getByLabel('Name (if you like)').fill('Our ATS')
    await page.getByLabel('Only these').check()
    await page.getByLabel('assessment.created').check()
    await look(page, 'new')
    await page.getByRole('button', { name: 'Make webhook' }).click()
    const secret = await page.getByLabel('The secret. It is shown this once').inputValue()
    await look(page, 'all')

    await page.getByRole('link', { name: 'Our ATS' }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('The test was received.').waitFor()
    const { body, headers } = receiver.at('/ats')[0] as { body: string; headers: Record<string, string> }
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test' })

    receiver.manner = 410
    await greenroom.build.assessment(company)
    await expect.poll(() => receiver.at('/ats').length, { timeout: 30_000 }).toBe(2)
    await page.reload()
    await page.getByText('This webhook switched itself off.').waitFor()
    await page.locator('summary', { hasText: 'Given up' }).click()
    await page.getByText('Answered 410').waitFor()
    await look(page, 'off')

    receiver.manner = 200
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('button', { name: 'Deliver again what was given up (1)' }).click()
    await page.getByText('Queued again: 1.').waitFor()
    // What is under way is followed, in whatever is shown and opened.
    await page.getByText('Delivered after 2 attempts').waitFor()
    await page.getByText('Answered 200').waitFor()
    const [, first, second] = receiver.at('/ats')
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])

    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('There is no webhook yet.').waitFor()
  })
})
