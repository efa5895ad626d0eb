import { afterAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { noBrowser, testBrowser } from '../browser.ts'
import { enter, record, submit } from '../candidate.ts'
import { openRoom } from '../room.ts'

describe.skipIf(noBrowser)('an interview opened again', { timeout: 240_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  afterAll(() => expect(violations).toEqual([]))

  test('asks only what is to be answered again, and gives a receipt of all', async () => {
    const company = await greenroom.build.company('Acme')
    const { agree, answer, put, post, questionIds, token, uuid } = await openRoom(greenroom, company, [
      { question: 'Why us?', maxRetakes: 0, prepTime: 0 },
      { question: 'Why you?', questionType: 'essay' },
    ])
    const [filmed, essay] = questionIds
    await agree()
    const { takeId } = await answer(filmed)
    await put(`/questions/${essay}/written`, { text: 'Because' })
    await post('/submit', {})
    const context = await visit()
    await bringAxe(context)
    const page = await context.newPage()
    await page.goto(`/i/${token}`)
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()

    await company.api(`/room/v1/candidates/${uuid}/retake`, { method: 'POST', body: { questionIds: [filmed] } })
    await page.reload()
    await page.getByText('You may answer 1 question again').waitFor()
    await picture(page, 'reopened-en-390')
    expect(await faultsOf(page)).toEqual([])
    await page.locator('header select').selectOption('ar')
    await page.getByText('يمكنك الإجابة مرة أخرى عن سؤال واحد').waitFor()
    await picture(page, 'reopened-ar-390')
    await page.locator('header select').selectOption('en')
    await enter(page, `/i/${token}`)
    await page.getByRole('heading', { name: 'Question 1 of 1' }).waitFor()
    await record(page, 2500)
    await page.getByRole('button', { name: 'Use this answer' }).click()
    await submit(page)
    await page.getByText('Why you?').waitFor()
    expect(await page.getByText('Why us?').count()).toBe(1)
    await picture(page, 'reopened-receipt-en-390')

    const { database } = greenroom.running.app.world
    const answers = database.of(company.companyId).selectFrom('answer').select('takeId').execute()
    expect((await answers).map((kept) => kept.takeId)).not.toContain(takeId)
    const former = database.of(company.companyId).selectFrom('formerAnswer').select('takeId').execute()
    expect(await former).toEqual([{ takeId }])
  })
})
