import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import { enter, submit } from '../candidate.ts'
import { openLine } from '../line.ts'
import { openRoom } from '../room.ts'

const questions = [
  { questionType: 'essay', question: 'Tell us about a mistake.', minWords: 3, maxWords: 8 },
  {
    questionType: 'multipleChoice',
    question: 'When can you begin?',
    options: [{ text: 'At four' }, { text: 'At six' }, { text: 'After eight' }],
    allowOnlySingleChoice: true,
  },
  {
    questionType: 'multipleChoice',
    question: 'What have you baked?',
    options: [{ text: 'Bread' }, { text: 'Cake' }, { text: 'Nothing yet' }],
    allowOnlySingleChoice: false,
  },
  { questionType: 'rating', question: 'How early a bird are you?', maxScore: 7 },
  { questionType: 'file', question: 'Your CV' },
]

describe.skipIf(noBrowser)('questions of every other kind', { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations, opened } = testBrowser(greenroom)
  afterAll(() => expect(violations).toEqual([]))

  test('are answered on a phone, also without a line, changed in the review, and read behind the share link', async () => {
    const company = await greenroom.build.company('Acme')
    const { token, uuid } = await openRoom(greenroom, company, questions)
    const line = await openLine(Number(new URL(opened.origin).port))
    const page = await (await visit({ width: 360, height: 740 })).newPage()
    const next = () => page.getByRole('button', { name: /^(Next question|Continue)$/ }).click()
    await enter(page, `${line.origin}/i/${token}`)

    await page.getByLabel('Your answer').fill('one two three four five six seven eight nine')
    await picture(page, 'kind-essay-too-long')
    await page.getByLabel('Your answer').fill('I burnt all the bread')
    await saved(page)
    await picture(page, 'kind-essay')
    await page.reload()
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /microphone|record|attempt/i })
        .count(),
    ).toBe(0)
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('radio', { name: 'At six' }).check()
    await picture(page, 'kind-choice')
    line.be('cut')
    await next()
    await page.getByRole('checkbox', { name: 'Bread' }).check()
    await page.getByRole('checkbox', { name: 'Cake' }).check()
    await page.getByText('kept on this device').waitFor()
    await picture(page, 'kind-choices-offline')
    await next()
    await page.getByRole('radio', { name: '6' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    line.be('good')
    await picture(page, 'kind-rating')
    await next()
    const choose = (name: string, content: string) =>
      page.getByLabel(/^Choose (a|another) file$/).setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) })
    await choose('cv.exe', 'MZ')
    await page.getByRole('alert').waitFor()
    await picture(page, 'kind-file-wrong')
    await choose('Lebenslauf Müller.pdf', '%PDF-1.7 a life')
    await page.getByText('Lebenslauf Müller.pdf').waitFor()
    await saved(page)
    await picture(page, 'kind-file')
    await next()
    await picture(page, 'kind-review')
    await page.getByRole('button', { name: 'Change: When can you begin?' }).click()
    expect(await page.getByRole('radio', { name: 'At six' }).isChecked()).toBe(true)
    await page.getByRole('radio', { name: 'At four' }).check()
    await next()
    await submit(page)
    await page.getByText('5 words').waitFor()
    await picture(page, 'kind-receipt')
    line.close()

    const { body } = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
    const shared = await (await visit(desk, { colorScheme: 'dark' })).newPage()
    await shared.goto(new URL(body.videointerviewUrl).pathname)
    for (const text of ['I burnt all the bread', 'At four', 'Bread', 'Cake', '7 of 7']) {
      await shared.getByText(text, { exact: true }).waitFor()
    }
    const saving = shared.waitForEvent('download')
    await shared.getByRole('link', { name: /Lebenslauf Müller.pdf/ }).click()
    expect((await saving).suggestedFilename()).toBe('Lebenslauf Müller.pdf')
    await picture(shared, 'kind-share')
  })

  test('are gone on from at once: what was typed last is there all the same', async () => {
    const company = await greenroom.build.company('Acme')
    const { token } = await openRoom(greenroom, company, [
      { questionType: 'essay', question: 'Tell us about a mistake.' },
      { questionType: 'rating', question: 'How early a bird are you?' },
    ])
    const page = await (await visit()).newPage()
    await enter(page, `/i/${token}`)
    await page.getByLabel('Your answer').fill('I burnt all the bread')
    await page.getByRole('button', { name: 'Next question' }).click()
    await saved(page)
    await page.getByRole('radio', { name: '4' }).check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Change: Tell us about a mistake.' }).click()
    expect(await page.getByLabel('Your answer').inputValue()).toBe('I burnt all the bread')
  })
})

const saved = (page: Page) => page.getByRole('status', { name: 'Saved' }).filter({ hasText: 'Saved' }).waitFor()
