import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'
import { openRoom } from '../room.ts'

describe.skipIf(noBrowser)('a recruiter prepares a round and brings in its candidates', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company
  let page: Page

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
    const context = await visit(desk)
    await bringAxe(context)
    page = await signIn(await context.newPage(), company)
    await page.getByRole('heading', { name: 'Assessments', exact: true }).waitFor()
  })
  afterAll(() => expect(violations).toEqual([]))

  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
  const open = async (path: string) => {
    await page.goto('about:blank')
    await page.goto(`/#/${path}`)
  }
  const look = async (name: string) => {
    expect(await faultsOf(page), name).toEqual([])
    await picture(page, `dashboard-${name}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `dashboard-${name}-dark`)
    await page.emulateMedia({ colorScheme: null })
  }
  const saved = () =>
    page
      .getByText(/^Saved /)
      .first()
      .waitFor()

  test('a template brings questions and what they are rated by; the library keeps what is used again', async () => {
    await open('assessments')
    await press('Use Sales')
    await press('Create')
    await page.getByText('4 questions, about').waitFor()
    await page.getByText('Rated by: Honest persuasion').click()
    expect(await page.getByRole('checkbox', { name: 'Honest persuasion' }).first().isChecked()).toBe(true)

    await page.getByLabel('Question 1', { exact: true }).fill('Why bread?')
    await saved()
    await page.getByLabel('Question 1', { exact: true }).press('Alt+ArrowDown')
    await expect.poll(() => page.getByLabel('Question 2', { exact: true }).inputValue()).toBe('Why bread?')
    await page.getByText('⠿').nth(1).hover()
    await page.mouse.down()
    await page.getByText('⠿').nth(3).hover()
    await page.mouse.up()
    await expect.poll(() => page.getByLabel('Question 4', { exact: true }).inputValue()).toBe('Why bread?')
    await press('Move question 4 up')
    await press('Move question 3 up')
    await expect.poll(() => page.getByLabel('Question 2', { exact: true }).inputValue()).toBe('Why bread?')
    await press('Save to library: question 2')
    await page.getByText('In the library').waitFor()
    await page.getByLabel('Answered by').first().selectOption('multipleChoice')
    await press('Add choice')
    await page.getByLabel('Score of choice 1').fill('2.5')
    await saved()
    await look('editor')

    await press('Add from library')
    await page.getByRole('checkbox', { name: /Why bread/ }).check()
    await look('from-library')
    await press('Add')
    await page.getByText('5 questions, about').waitFor()

    await page.getByRole('link', { name: 'Library' }).click()
    await page.getByText('Why bread?').first().waitFor()
    await look('library')
    await press(/^Edit Why bread/)
    await page.getByLabel('Category', { exact: true }).last().fill('Motives')
    await look('library-edit')
    await press('Save')
    await page.locator('.pill', { hasText: 'Motives' }).waitFor()
    await page.getByRole('link', { name: 'Criteria' }).click()
    await page.getByRole('heading', { name: 'Listening first' }).waitFor()
    await look('criteria')
    await press('Edit Listening first')
    await page.getByLabel('1 is').fill('Does not listen.')
    await look('criterion')
    await press('Save')
    await page.getByText('Does not listen.').waitFor()
    await press('Archive Listening first')
    await page.getByRole('heading', { name: 'Listening first' }).waitFor({ state: 'detached' })
  })

  test('what a draw, a banner and the words make of the room is seen before anybody is invited', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Counter staff' })
    const ask = (body: object) => company.api(`/room/v1/assessments/${id}/question`, { method: 'POST', body })
    for (const category of ['Baking', 'Baking', 'Selling']) await ask({ question: `About ${category}`, category })
    await open(`assessments/${id}/settings`)
    await page.getByLabel('Each candidate is asked').selectOption('random')
    await page.getByLabel('Baking: of 2').fill('1')
    await saved()
    const closes = page.getByLabel('Closes')
    await closes.fill('2001-01-01T10:00')
    await page.getByText('It must close after it opens').waitFor()
    expect(await closes.inputValue()).toBe('2001-01-01T10:00')
    await look('assessment-settings')

    await page.getByRole('link', { name: 'Branding' }).click()
    await page
      .getByLabel('On the landing page', { exact: true })
      .fill('<p>Good <b>morning</b></p><img src=x onerror=alert(1)>')
    await page.getByRole('region', { name: 'On the landing page, as it is shown' }).getByText('morning').waitFor()
    await saved()
    await page.getByLabel('Colour of buttons and links').fill('#ffcc00')
    await press(/^Use #\w+ instead$/)
    await saved()
    await look('branding')

    await page.getByRole('link', { name: 'Preview' }).click()
    const room = page.frameLocator('iframe')
    await room.getByText('2 questions').waitFor()
    await room.getByText('morning').waitFor()
    await look('preview')
    await page.getByLabel('Screen').selectOption('1')
    await room.getByText('Question 1 of 2').waitFor()
    await look('preview-question')
    await press('Desktop')
    await look('preview-desktop')
    expect((await company.api(`/room/v1/assessments/${id}/candidates`)).body.count).toBe(0)
  })

  test('a list is imported: its columns named, its rows put right, and the work goes on elsewhere', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Bakers' })
    await greenroom.build.candidate(company, id, { emailAddress: 'there@example.com' })
    await open(`assessments/${id}/candidates`)
    await page.getByRole('link', { name: 'Import' }).click()
    await look('import')
    const lines = [
      'Vorname;Nachname;E-Mail',
      'Ada;Müller;ada@example.com',
      'Bea;Brot;not an address',
      'Cem;;ADA@example.com',
    ]
    const file = {
      name: 'liste.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([...lines, 'D;D;there@example.com'].join('\n'), 'latin1'),
    }
    await page.getByLabel('CSV file').setInputFiles(file)
    await page.getByRole('cell', { name: 'Müller' }).waitFor()
    await look('import-columns')
    await press('Check rows')
    await page.getByText('2 rows to put right').waitFor()
    await page.getByLabel('Email address, row 2').fill('bea@example.com')
    await page.getByText('1 row to put right').waitFor()
    await page.getByText('2 candidates will be added').waitFor()
    await page.getByLabel('Invite who is added at once').check()
    await look('import-rows')
    await press('Import 3 candidates')
    await page.getByText('Done: 3 of 3').waitFor()
    await page.getByRole('link', { name: 'Bea Brot' }).waitFor()
    await page
      .getByText(/^(Sent, |On its way)/)
      .first()
      .waitFor()
    await look('imported')
    await press('Dismiss Import and invite')

    await page.getByRole('button', { name: 'Name', exact: true }).click()
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(['Ada Müller', 'Bea Brot', 'D D'])
    await page.getByRole('link', { name: 'Ada Müller' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('1 chosen').waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('Space')
    await page.getByText('2 chosen').waitFor()
    await press('Remind')
    await page.getByText(/Done: \d of 2, \d not done/).waitFor()
    await page.getByText('Not done for').click()
    await look('remind')
    await press(/^Dismiss Remind/)
    await page.getByRole('link', { name: 'Ada Müller' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('End')
    await page.keyboard.press('Space')
    await page.getByText('2 chosen').waitFor()
    await press('Extend')
    await look('extend')
    await page.getByRole('dialog').getByRole('button', { name: 'Extend' }).click()
    await page.getByText('Done: 2 of 2').waitFor()
    await press(/^Dismiss Extend/)

    const saving = page.waitForEvent('download')
    await press('Export CSV')
    expect((await saving).suggestedFilename()).toBe('Bakers.csv')
    await page.getByLabel('Outcome').selectOption('Shortlisted')
    await page.getByText('Nobody matches').waitFor()
    await page.getByLabel('Outcome').selectOption('')
    await page.getByLabel('Choose all').check()
    await press('Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Nobody is in this assessment yet').waitFor()
  })

  test('what candidates ask for is granted or refused above the table', async () => {
    const essay = [{ questionType: 'essay', question: 'Why bread?' }]
    const one = await openRoom(greenroom, company, essay, { groupName: 'Apprentices' })
    await one.agree()
    await one.put(`/questions/${one.questionIds[0]}/written`, { text: 'Because' })
    await one.post('/submit', {})
    await one.post('/requests', { kind: 'retake', reason: 'The dog barked <b>all</b> along' })
    await open(`assessments/${one.assessmentId}/candidates`)
    await page.getByText('The dog barked <b>all</b> along').waitFor()
    await look('requests')
    await press(/^Approve/)
    await page.getByLabel('Chosen questions').check()
    await page.getByLabel('Why bread?').check()
    await look('approve')
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await page.getByText('Waiting for your answer').waitFor({ state: 'detached' })
    expect((await one.api('')).body).toMatchObject({ questions: [{ questionId: one.questionIds[0] }] })
    expect((await one.api('')).body.reopenedAt).not.toBeNull()

    const two = await openRoom(greenroom, company, essay, { groupName: 'Trainees' })
    await two.post('/requests', { kind: 'time', reason: 'I stammer' })
    await open(`assessments/${two.assessmentId}/candidates`)
    await press(/^Refuse/)
    await page.getByText('I stammer').waitFor({ state: 'detached' })
    await press(/^Arrangements for /)
    await page.getByLabel('Extra time').check()
    await page.getByLabel('No time limit').check()
    await look('arrangements')
    await press('Save')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await two.api('')).body.timeMultiplier).toBeNull()
  })

  test('assessments are filtered, duplicated, closed and put away', async () => {
    await open('assessments')
    await press('Duplicate Apprentices')
    await look('duplicate')
    await page.getByRole('dialog').getByLabel('Name').fill('Next year')
    await page.getByRole('dialog').getByRole('button', { name: 'Duplicate' }).click()
    await page.getByRole('heading', { name: 'Next year' }).waitFor()
    await page.getByText('1 question, about').waitFor()
    await open('assessments')
    await press('Close Next year')
    await press('Archive Bakers')
    await page.getByRole('link', { name: 'Bakers' }).waitFor({ state: 'detached' })
    await look('assessments')
    await page.getByLabel('State').selectOption('closed')
    await page.getByRole('link', { name: 'Next year' }).click()
    await page.getByRole('link', { name: 'Candidates', exact: true }).click()
    await page.getByText('whoever opens their link finds it closed').waitFor()
    await look('closed')
    await page.getByRole('link', { name: 'Open it again' }).click()
    await page.getByLabel('Closed now').waitFor()
    await open('assessments')
    await page.getByLabel('State').selectOption('closed')
    await press('Reopen Next year')
    await page.getByText('Nothing matches').waitFor()
    await page.getByLabel('State').selectOption('archived')
    await press('Bring back Bakers')
    await page.getByText('Nothing is archived').waitFor()
  })

  test('work goes on while one is elsewhere, leaving the page asks, and hostile names are only names', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: '<img src=x onerror=alert(1)>' })
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '"><svg onload=alert(1)>',
      '{{7*7}}',
      '\u202egnp.exe',
      "=cmd|'/c calc'!A1",
    ]
    const lines = hostile.map((name, number) => `"${name.replaceAll('"', '""')}",x${number}@example.com`)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    await page.route('**/candidates/import', async (route) => {
      await held
      await route.continue()
    })
    await open(`assessments/${id}/import`)
    await page.getByLabel('Or paste rows').fill(['name,email', ...lines].join('\n'))
    await press('Use what is pasted')
    await press('Check rows')
    await press('Import 5 candidates')
    await page.getByRole('link', { name: 'Library' }).click()
    await page.getByRole('progressbar', { name: 'Import' }).waitFor()
    await look('task-running')
    const asked = page.waitForEvent('dialog')
    const leaving = page.close({ runBeforeUnload: true })
    expect((await asked).type()).toBe('beforeunload')
    await (await asked).dismiss()
    await leaving
    letGo()
    await page.getByText('Done: 5 of 5').waitFor()
    await page.unroute('**/candidates/import')
    await page.getByRole('link', { name: 'Assessments' }).click()
    await page.getByRole('link', { name: '<img src=x onerror=alert(1)>' }).click()
    await page.getByRole('link', { name: 'Candidates' }).click()
    await page.getByRole('link', { name: '<svg onload' }).waitFor()
    await press('Dismiss Import')
    await look('hostile')
  })

  test('without a line the page says so, and keeps what it shows', async () => {
    const { id } = await greenroom.build.assessment(company, { groupName: 'Far away' })
    await greenroom.build.candidate(company, id)
    await open(`assessments/${id}/candidates`)
    await page.getByRole('link', { name: 'Jane Doe' }).waitFor()
    await page.context().setOffline(true)
    await page.getByText('You are offline').waitFor()
    await page.getByLabel('Choose Jane Doe').check()
    await press('Invite')
    await page.getByText('Done: 0 of 1, 1 not done').waitFor()
    await page.getByRole('link', { name: 'Jane Doe' }).waitFor()
    await look('offline')
    await page.context().setOffline(false)
    await press('Try again for 1')
    await page.getByText('Done: 1 of 1').waitFor()
    await page.getByText('Awaiting Response', { exact: true }).last().waitFor()
  })
})
