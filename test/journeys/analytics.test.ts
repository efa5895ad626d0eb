import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'
import type { TestRoom } from '../room.ts'
import { agents, comeTo, type Sitting, type Written, writtenAssessment } from '../sitting.ts'

describe.skipIf(noBrowser)('a recruiter reads the numbers in the browser', { timeout: 360_000 }, () => {
  const clock = { ahead: 0 }
  const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company
  let baker: Written
  const criteria: number[] = []

  beforeAll(async () => {
    company = await greenroom.build.company('Bakery')
    for (const criteriaName of ['Empathy', 'Says how they would go about it']) {
      const body = { criteriaName, scale: ['1', '2', '3', '4', '5'] }
      const made = await company.api('/room/v1/rating-criteria', { method: 'POST', body })
      criteria.push(made.body.ratingCriteriaId)
    }
    const given = { groupName: 'Baker' }
    baker = await writtenAssessment(greenroom, company, 4, given, { ratingCriteria: criteria })
  })
  afterAll(() => expect(violations).toEqual([]))

  async function as(person: { email: string; password: string }, address: string): Promise<Page> {
    const context = await visit(desk)
    await bringAxe(context)
    return signIn(await context.newPage(), person, address)
  }

  async function look(page: Page, name: string): Promise<void> {
    expect(await faultsOf(page), name).toEqual([])
    await picture(page, `analytics-${name}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `analytics-${name}-dark`)
    await page.emulateMedia({ colorScheme: null })
    await page.setViewportSize({ width: 320, height: 640 })
    await picture(page, `analytics-${name}-narrow`)
    await page.setViewportSize(desk)
  }

  /** So many who come so far, each some minutes slower than the one before. */
  async function come(times: number, sitting: Sitting, assessment = baker): Promise<TestRoom[]> {
    const rooms: TestRoom[] = []
    for (let place = 0; place < times; place++) {
      const beforeSubmit = () => {
        clock.ahead += (3 + place * place) * 60_000
      }
      rooms.push(await comeTo(greenroom, company, assessment, { beforeSubmit, ...sitting }))
    }
    return rooms
  }

  test('from nothing to where candidates are lost, for one assessment and for all, and takes it along', async () => {
    const page = await as(company, '/#/analytics')
    await page.getByRole('heading', { name: 'Needs 5 people invited' }).waitFor()
    await look(page, 'none')

    await come(5, { until: 'invited' })
    await come(5, { until: 'opened', agent: agents.tablet })
    await come(6, { until: 'opened' })
    await come(9, { until: 'opened', agent: agents.phone })
    await come(6, { answers: 2, agent: agents.phone })
    const done = await come(9, {})
    done.push(...(await come(8, { agent: agents.phone })))
    const counter = await writtenAssessment(greenroom, company, 2, { groupName: 'Counter staff' })
    await come(7, {}, counter)
    await come(5, { until: 'invited' }, counter)
    await reviewed(done)
    const packer = await writtenAssessment(greenroom, company, 1, { groupName: 'Packer' })
    await come(1, { until: 'invited' }, packer)
    await come(4, { until: 'opened' }, packer)
    await come(2, {}, packer)

    await page.reload()
    const funnel = page.getByRole('region', { name: 'From invitation to submission' })
    await funnel.getByText('Most are lost between “Opened” and “Consented”: 24 of 56 (43 %).').waitFor()
    await page.getByRole('img', { name: /^Invited 67, Opened 56, Consented 32, Started 32, Submitted 26$/ }).waitFor()
    await look(page, 'all')

    await page.getByRole('combobox', { name: 'Assessment' }).selectOption('Baker')
    await page.getByText('Most stop at question 3: 6.').waitFor()
    expect(page.url()).toContain(`#/analytics/${baker.id}/-/-`)
    await page
      .getByRole('img', { name: /^Phone 23, 35 % submitted; Computer 15, 60 % submitted; Tablet 5, 0 % submitted$/ })
      .waitFor()
    await page.getByRole('img', { name: /^All marks together: 0\.\d\d, / }).waitFor()
    const summary = funnel.getByText('Show table')
    await summary.focus()
    await page.keyboard.press('Enter')
    await funnel.getByRole('row', { name: /^Submitted 17 35 % 74 %$/ }).waitFor()
    await look(page, 'one')

    await page.getByRole('combobox', { name: 'Assessment' }).selectOption('Packer')
    await page.getByText('Needs 5 submissions.').waitFor()
    await page.getByRole('img', { name: /^Invited 7, Opened 6, Consented fewer than 5, / }).waitFor()
    await look(page, 'few')

    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export' }).press('Enter')
    expect((await saved).suggestedFilename()).toBe('analytics.csv')
    await page.getByRole('link', { name: 'What each number is' }).click()
    await page.getByText("Krippendorff's alpha").first().waitFor()
  })

  test('from its assessment, keeping in the address what was chosen', async () => {
    const page = await as(company, `/#/assessments/${baker.id}/candidates`)
    await page.getByRole('link', { name: 'Numbers' }).click()
    await page.getByText('Most stop at question 3: 6.').waitFor()
    const month = page.getByLabel('Invited from').locator('option').nth(1)
    await page.getByLabel('Invited from').selectOption({ index: 1 })
    await expect.poll(() => page.url()).toContain(`#/analytics/${baker.id}/${await month.getAttribute('value')}/-`)
    await page.reload()
    await page.getByText('Most stop at question 3: 6.').waitFor()
    // The list of assessments comes on its own.
    const shown = page.getByRole('combobox', { name: 'Assessment' })
    await expect.poll(() => shown.inputValue()).toBe(String(baker.id))
    const reviewer = await as(await company.user('reviewer'), '/#/analytics')
    await reviewer.getByText('Analytics are for owners and recruiters.').waitFor()
    expect(await reviewer.getByRole('link', { name: 'Analytics' }).count()).toBe(0)
  })

  /** By two who mostly agree. */
  async function reviewed(rooms: TestRoom[]): Promise<void> {
    const reviewers = [await company.user('reviewer'), await company.user('reviewer')]
    for (const [place, { uuid, questionIds }] of rooms.entries()) {
      for (const [number, { api }] of reviewers.entries()) {
        const ratings = questionIds.flatMap((questionId, question) =>
          criteria.map((criterionId, which) => ({
            ...{ questionId, criterionId },
            mark: 1 + ((place + question + (place % (5 - 3 * which) === 0 ? number : 0)) % 5),
          })),
        )
        const path = `/room/v1/candidates/${uuid}/review`
        await api(path, { method: 'PATCH', body: { ratings, advice: 'yes' } })
        expect((await api(`${path}/submit`, { method: 'POST', body: {} })).status).toBe(200)
      }
    }
  }
})
