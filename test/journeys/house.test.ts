import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../src/accounts/user-links.ts'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'

describe.skipIf(noBrowser)('a house is kept in the browser', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
  })
  afterAll(() => expect(violations).toEqual([]))

  async function newPage(): Promise<Page> {
    const context = await visit(desk, { timezoneId: 'Europe/Berlin' })
    await bringAxe(context)
    return context.newPage()
  }

  async function open(address: string): Promise<Page> {
    const page = await newPage()
    await page.goto(address)
    return page
  }

  const asOwner = async (address: string) => signIn(await newPage(), company, address)

  async function look(page: Page, name: string): Promise<void> {
    expect(await faultsOf(page), name).toEqual([])
    await picture(page, `house-${name}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `house-${name}-dark`)
    await page.emulateMedia({ colorScheme: null })
    await page.setViewportSize({ width: 360, height: 740 })
    await picture(page, `house-${name}-narrow`)
    await page.setViewportSize(desk)
  }

  test('from the first day to a colleague who is in, and what was done is in the log', async () => {
    const page = await asOwner('/')
    await page.getByRole('heading', { name: 'Before the first candidate' }).waitFor()
    await page.getByRole('button', { name: 'Send a test letter to me' }).click()
    await page.getByText(`the letter to ${company.email} is a file in the data folder`).waitFor()
    await look(page, 'first-day')
    await page.getByRole('button', { name: 'Use mine, Europe/Berlin' }).click()
    await page.getByText('It is set to Europe/Berlin.').waitFor()
    expect((await company.api('/room/v1/company')).body.timeZone).toBe('Europe/Berlin')

    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Your name').fill('Olga Owner')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByText('Saved.').waitFor()
    await page.getByLabel('The one you have').fill('not it')
    await page.getByLabel('A new one, 8 characters or more').fill('a newer password')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your password.').waitFor()
    await page.getByLabel('When an interview is handed in').selectOption('In the morning’s digest only')
    await page.getByLabel('A digest each morning').uncheck()
    await page.getByText(/^Saved /).waitFor()
    const wanted = { completed: 'digest', requests: true, digest: false, language: 'en' }
    expect((await company.api('/room/v1/account/notices')).body).toEqual(wanted)
    await look(page, 'account')
    await page.getByRole('link', { name: 'Company' }).click()
    await page.getByLabel('Name, as candidates read it').fill('Bakery & Sons')
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByText('Bakery & Sons', { exact: true }).first().waitFor()
    await page.getByLabel(/^For deadlines in letters/).selectOption('Asia/Tokyo')
    await page.getByRole('button', { name: 'Save time zone' }).click()
    await expect.poll(async () => (await company.api('/room/v1/company')).body.timeZone).toBe('Asia/Tokyo')
    await look(page, 'company')
    await page.getByRole('link', { name: 'API keys' }).click()
    await page.getByRole('button', { name: 'New API key' }).click()
    await page.getByLabel('What is it for?').fill('Our ATS')
    await look(page, 'new-key')
    await page.getByRole('button', { name: 'Make key' }).click()
    await page.getByLabel('Your new key').waitFor()
    await look(page, 'keys')

    await page.getByRole('link', { name: 'Team' }).click()
    await page.getByRole('button', { name: 'Invite a colleague' }).click()
    await page.getByLabel('Email address').fill('rita@example.com')
    await look(page, 'invite')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    const link = await page.getByLabel('Link, good for seven days, once').inputValue()
    await look(page, 'team')
    await page.getByRole('button', { name: 'Change role rita@example.com' }).click()
    await page.getByRole('dialog').getByRole('combobox').selectOption('recruiter')
    await look(page, 'role')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: 'Recruiter' }).waitFor()
    await page.getByRole('button', { name: `Change role ${company.email}` }).click()
    await page.getByRole('dialog').getByRole('combobox').selectOption('reviewer')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').filter({ hasText: 'A company needs an owner' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('row', { name: company.email }).getByText('Owner', { exact: true }).count()).toBe(1)

    const rita = await open(new URL(link).hash.replace('#', '/#'))
    await rita.getByRole('heading', { name: 'Welcome to Bakery & Sons' }).waitFor()
    await rita.getByLabel('Your name').fill('Rita')
    await rita.getByLabel('Password').fill('croissant')
    await look(rita, 'welcome')
    await rita.getByRole('button', { name: 'Go on' }).click()
    await rita.getByRole('heading', { name: 'Make your first interview' }).waitFor()
    await rita.goto('/#/settings/keys')
    await rita.getByText('This is for owners only.').waitFor()
    const again = await open(new URL(link).hash.replace('#', '/#'))
    await again.getByRole('heading', { name: 'This link is over' }).waitFor()
    await look(again, 'welcome-over')
    await again.getByRole('link', { name: 'To the sign-in' }).click()
    await again.getByRole('button', { name: 'Sign in' }).waitFor()

    await page.getByRole('link', { name: 'Audit log' }).click()
    await page.getByText(/^Chain verified, \d+ events$/).waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Rita chose a password and joined' }).waitFor()
    await look(page, 'audit')
    await page.getByLabel('About').selectOption('user')
    await page.getByLabel('Its number').fill('2')
    await page.getByText('changed the role of Rita from reviewer to recruiter').waitFor()
    expect(await page.getByText('made API key').count()).toBe(0)
    await page.getByLabel('About').selectOption('')
    await page.getByLabel('What').selectOption('key')
    await page
      .getByText(/made API key/)
      .first()
      .waitFor()
    expect(await page.getByText('signed in').count()).toBe(0)
    await page.getByLabel('What').selectOption('media')
    await page.getByText('Nothing like this has happened.').waitFor()

    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export' }).click()
    expect((await downloading).suggestedFilename()).toBe('audit-log.csv')
    const { system } = greenroom.running.app.world.database
    await sql`alter table event disable trigger event_append_only`.execute(system)
    await sql`update event set actor = 'user:99' where company_id = ${company.companyId} and seq = 3`.execute(system)
    await sql`alter table event enable trigger event_append_only`.execute(system)
    await page.reload()
    await page.getByText(/^The chain is broken at event 3:/).waitFor()
    await look(page, 'audit-broken')
  })

  test('the letters of an assessment are read, and reminders set, before anybody gets one', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Counter staff', language: 'ar' })
    const page = await asOwner(`/#/assessments/${id}/letters`)
    await page.getByLabel('Remind those who have not handed in').check()
    await page.getByLabel(/after the first sentence/).fill('We bake at four.')
    await page.getByText(/^Saved /).waitFor()
    const letter = page.frameLocator('iframe[title^="Invitation"]')
    await letter.getByText('We bake at four.').waitFor()
    expect(await letter.locator('html').getAttribute('dir')).toBe('rtl')
    await look(page, 'letters')
    await page.reload()
    expect(await page.getByLabel('At most so many times').inputValue()).toBe('2')
  })

  test('how long interviews are kept is said, changed in one step, and never while it is typed', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Drivers' })
    const kept = async () => (await company.api(`/room/v1/assessments/${id}`)).body.retentionDays
    const page = await asOwner(`/#/assessments/${id}/settings`)
    await page.getByText('Until somebody deletes them.').waitFor()
    await page.getByRole('button', { name: 'Change how long' }).click()
    await page.getByLabel(/^Days after handing in/).fill('3')
    await look(page, 'retention')
    await page.waitForTimeout(1200)
    expect(await kept()).toBeNull()
    await page.getByLabel(/^Days after handing in/).fill('365')
    await page.keyboard.press('Enter')
    await page.getByText('Each for 365 days after it was handed in').waitFor()
    expect(await kept()).toBe(365)
    await page.getByLabel('Name', { exact: true }).fill('Van drivers')
    await page.getByText(/^Saved /).waitFor()
  })

  test('a session that ends brings the sign-in up, then the page they were on, and loses nothing that was typed', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Bakers' })
    const page = await asOwner(`/#/assessments/${id}/letters`)
    const own = page.getByLabel(/after the first sentence/)
    await own.waitFor()
    // Nothing is asked for any more that would find the session gone before something is typed.
    await page.getByRole('article').first().waitFor()
    await greenroom.running.app.world.database.of(company.companyId).deleteFrom('session').execute()
    await own.fill('Typed when nobody was signed in.')
    await page.getByLabel('Password').fill(company.password)
    await page.getByLabel('Email').fill(company.email)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(/^Saved /).waitFor()
    await page.reload()
    expect(await own.inputValue()).toBe('Typed when nobody was signed in.')
  })

  test('a session that ends in a dialog is begun anew, and the dialog goes on', async () => {
    const page = await asOwner('/#/settings/keys')
    await page.getByRole('button', { name: 'New API key' }).click()
    await page.getByLabel('What is it for?').fill('Typed before')
    await greenroom.running.app.world.database.of(company.companyId).deleteFrom('session').execute()
    await page.getByRole('button', { name: 'Make key' }).click()
    await page.getByLabel('Email').fill(company.email)
    await page.getByLabel('Password').fill(company.password)
    await look(page, 'sign-in-again')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Make key' }).click()
    await page.getByRole('rowheader', { name: 'Typed before' }).waitFor()
  })

  test('whoever signs in instead of another is not shown, and does not save, what that one had before them', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Millers' })
    const page = await asOwner(`/#/assessments/${id}/letters`)
    const own = page.getByLabel(/after the first sentence/)
    await own.waitFor()
    // Nothing is asked for any more that would find the session gone before something is typed.
    await page.getByRole('article').first().waitFor()
    await greenroom.running.app.world.database.of(company.companyId).deleteFrom('session').execute()
    await own.fill('Not theirs to save.')
    const colleague = await company.user('recruiter')
    await page.getByLabel('Password').fill(colleague.password)
    await page.getByLabel('Email').fill(colleague.email)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(colleague.email).waitFor()
    expect(await own.inputValue()).toBe('')
    await page.waitForTimeout(1500)
    expect((await company.api(`/room/v1/assessments/${id}`)).body.letterText).toBeNull()
  })

  test('a forgotten password is chosen anew by the link of the letter, and the old one opens nothing', async () => {
    const { email, password } = await company.user('recruiter')
    const page = await open('/')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Forgotten password?' }).click()
    await page.getByText('If this address has an account').waitFor()
    const { world } = greenroom.running.app
    const links = () => world.database.system.selectFrom('userLink').select('id').where('kind', '=', 'reset').execute()
    await expect.poll(async () => (await links()).length).toBe(1)
    const [link] = await links()
    await page.goto(new URL(addressOf(world, link?.id ?? '')).hash.replace('#', '/#'))
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    await page.getByLabel('Password').fill('another password')
    await look(page, 'reset')
    await page.keyboard.press('Enter')
    await page.getByText(email).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Email or password is wrong.').waitFor()
  })

  test('whoever has forgotten their password is told the same, and soon to wait', async () => {
    const page = await open('/')
    await page.getByLabel('Email').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Forgotten password?' }).click()
    await page.getByText('If this address has an account').waitFor()
    await look(page, 'forgotten')
    for (let asked = 1; asked <= 10; asked++) await page.getByRole('button', { name: 'Forgotten password?' }).click()
    await page.getByText(/^Too many tries. Try again in 1[45] minutes\.$/).waitFor()
  })
})
