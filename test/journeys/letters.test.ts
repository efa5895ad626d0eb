import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { take } from '../../src/bounces/bounces.ts'
import { dataKeyOf } from '../../src/candidates/candidates.ts'
import { unsubscribeLink } from '../../src/invitations/unsubscribe-token.ts'
import { contextOf } from '../../src/lib/context.ts'
import type { Language } from '../../src/lib/languages.ts'
import { keyFor } from '../../src/lib/vault.ts'
import { words } from '../../src/unsubscribing/words.ts'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'
import { openRoom } from '../room.ts'

describe.skipIf(noBrowser)('letters', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery & Sons')
  })
  afterAll(() => expect(violations).toEqual([]))

  async function newPage(): Promise<Page> {
    const context = await visit(desk)
    await bringAxe(context)
    return context.newPage()
  }

  async function look(page: Page, name: string): Promise<void> {
    expect(await faultsOf(page), name).toEqual([])
    await picture(page, `letters-${name}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `letters-${name}-dark`)
    await page.emulateMedia({ colorScheme: null })
    await page.setViewportSize({ width: 360, height: 740 })
    await picture(page, `letters-${name}-narrow`)
    await page.setViewportSize(desk)
  }

  test('are seen as the page and the text they are, in words of one’s own that are filled in', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Counter staff', accentColor: '#7a1f5c' })
    const page = await signIn(await newPage(), company, `/#/assessments/${id}/letters`)
    await page.getByLabel(/^Subject of the invitation/).fill('{assessment} at {company}')
    await page.getByLabel(/after the first sentence/).fill('Bake with {frist name}.')
    await page.getByText(/which nothing stands for; what there is: \{company\}/).waitFor()
    await look(page, 'placeholder')
    await page.getByLabel(/after the first sentence/).fill('Bake with {company}.')
    await page.getByText(/^Saved /).waitFor()
    await page.getByRole('heading', { name: 'Counter staff at Bakery & Sons' }).waitFor()
    const invitation = page.frameLocator('iframe[title^="Invitation"]')
    await invitation.getByText('Bake with Bakery & Sons.').waitFor()
    await page.getByText('With it: deadline.ics').waitFor()
    await look(page, 'editor')
    await page.getByLabel('As plain text').check()
    await page.getByText(/Bake with Bakery & Sons\.\s+You answer the questions on video/).waitFor()
    await look(page, 'plain')
    await page.getByText('Handed in, with the receipt').click()
    await page
      .frameLocator('iframe[title^="Handed in"]')
      .getByText(/^Answer 1, kept: /)
      .waitFor()
    await page.getByText('Reminder', { exact: true }).press('Enter')
    await page.frameLocator('iframe[title^="Reminder"]').getByText('No more reminders of this interview').waitFor()
    await look(page, 'all')
  })

  test('to colleagues are seen in the language they choose, each as the page and the text it is', async () => {
    const recruiter = await company.user('recruiter')
    const { id } = await greenroom.build.assessment(company, { groupName: 'Night shift' })
    const page = await signIn(await newPage(), recruiter, `/#/assessments/${id}/letters`)
    await page.getByRole('link', { name: 'Settings › Your account' }).click()
    const previews = page.getByRole('region', { name: 'Preview of letters to you' })
    await previews.getByText('The morning’s digest').press('Enter')
    await page.frameLocator('iframe[title^="The morning’s digest"]').getByText('Open the dashboard').waitFor()
    await page.getByLabel('Language').selectOption('العربية')
    await page.getByText(/^Saved /).waitFor()
    const digest = page.frameLocator('iframe[title="The morning’s digest, as you get it"]')
    await digest.getByRole('link', { name: 'فتح لوحة التحكم' }).waitFor()
    expect(await digest.locator('html').getAttribute('dir')).toBe('rtl')
    const button = await digest.getByRole('link', { name: 'فتح لوحة التحكم' }).boundingBox()
    const frame = await page.locator('iframe').boundingBox()
    const middle = (box: typeof frame) => (box?.x ?? 0) + (box?.width ?? 0) / 2
    expect(middle(button)).toBeGreaterThan(middle(frame))
    await look(page, 'colleagues')
    await previews.getByLabel('As plain text').check()
    await previews
      .getByText(/مرشح واحد ينتظر قرارك/)
      .last()
      .waitFor()
    await look(page, 'colleagues-plain')
    await previews.getByLabel('As plain text').uncheck()
    await previews.getByText('An interview is handed in').click()
    await previews.getByText('A candidate asks for something').click()
    await page.frameLocator('iframe[title^="A candidate asks"]').getByText('قراءة السبب واتخاذ القرار').waitFor()
    await look(page, 'colleagues-all')
    expect(await previews.getByText('A webhook is switched off').count()).toBe(0)
    await page.reload()
    expect(await page.getByLabel('Language').inputValue()).toBe('ar')
  })

  test('that came back, or are late, are shown with their candidates', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Drivers' })
    const people = await Promise.all([1, 2, 3].map(() => greenroom.build.candidate(company, id)))
    const body = { interviewIds: people.map(({ interviewId }) => interviewId) }
    await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body })
    const { world } = greenroom.running.app
    const db = world.database.of(company.companyId)
    const sent = () =>
      db
        .selectFrom('letter as l')
        .innerJoin('interview as i', 'i.id', 'l.interviewId')
        .select('l.id')
        .where('i.assessmentId', '=', id)
        .where('l.sentAt', 'is not', null)
        .execute()
    await expect.poll(async () => (await sent()).length, { timeout: 90_000 }).toBe(3)
    const [lost, late] = await sent()
    await take(world, { letterId: lost?.id ?? '', action: 'failed', status: '5.1.1' })
    await take(world, { letterId: late?.id ?? '', action: 'delayed', status: '4.4.1' })
    const page = await signIn(await newPage(), company, `/#/assessments/${id}/candidates`)
    await page.getByText('Not delivered').waitFor()
    expect(await page.getByTitle('The address does not exist (5.1.1)').count()).toBe(1)
    await page.getByText('Delayed: their mail server has not taken it yet').waitFor()
    await look(page, 'came-back')
  })

  test('go by the clock of the candidate, which their browser tells', async () => {
    const { token, uuid } = await openRoom(greenroom, company)
    const page = await (await visit(desk, { timezoneId: 'Asia/Tokyo' })).newPage()
    await page.goto(`/i/${token}`)
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
    const db = greenroom.running.app.world.database.of(company.companyId)
    const { timeZone } = await db
      .selectFrom('interview')
      .select('timeZone')
      .where('uuid', '=', uuid)
      .executeTakeFirstOrThrow()
    expect(timeZone).toBe('Asia/Tokyo')
  })

  test.each<Language>(['en', 'ar'])(
    'end by a page that works by keyboard and without scripts (%s)',
    async (language) => {
      const { id } = await greenroom.build.assessment(company, { groupName: 'Miller', language, enableReminder: true })
      const { interviewId } = await greenroom.build.candidate(company, id)
      await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } })
      const ctx = contextOf(greenroom.running.app.world, { kind: 'system', companyId: company.companyId })
      const letter = await ctx.db
        .selectFrom('letter')
        .select(['id', 'interviewId'])
        .orderBy('queuedAt', 'desc')
        .executeTakeFirstOrThrow()
      const linkKey = keyFor(await dataKeyOf(ctx, letter.interviewId), 'link')
      const page = await newPage()
      await page.goto(new URL(unsubscribeLink(ctx, linkKey, letter.id)).pathname)
      expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr')
      await look(page, `unsubscribe-${language}`)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      const unsubscribed = async () => {
        const query = ctx.db.selectFrom('interview').select('unsubscribedAt').where('id', '=', letter.interviewId)
        return (await query.executeTakeFirstOrThrow()).unsubscribedAt !== null
      }
      const undo = page.getByRole('button', { name: words[language].undo })
      await undo.waitFor()
      expect(await unsubscribed()).toBe(true)
      await look(page, `unsubscribed-${language}`)
      await undo.click()
      await page.getByRole('button', { name: words[language].stop }).waitFor()
      expect(await unsubscribed()).toBe(false)
    },
  )
})
