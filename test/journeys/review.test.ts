import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { bringAxe, faultsOf } from '../axe.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { signIn } from '../recruiter.ts'
import { enterRoom, openRoom, recording, type TestRoom } from '../room.ts'

const person = await recording('person.webm')

describe.skipIf(noBrowser)('an interview is reviewed in the browser', { timeout: 360_000 }, () => {
  const greenroom = testApp()
  const { visit, picture, violations } = testBrowser(greenroom)
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Bäckereifachverkäuferinnenausbildungsgesellschaft')
  })
  afterAll(() => expect(violations).toEqual([]))

  async function as(person: { email: string; password: string }, address: string): Promise<Page> {
    const context = await visit(desk, { timezoneId: 'America/New_York' })
    await bringAxe(context)
    return signIn(await context.newPage(), person, address)
  }

  async function look(page: Page, name: string): Promise<void> {
    const isShown = () => [...document.querySelectorAll('video')].every(({ readyState }) => readyState >= 2)
    await page.waitForFunction(isShown, undefined, { timeout: 5000 }).catch(() => undefined)
    expect(await faultsOf(page), name).toEqual([])
    await picture(page, `review-${name}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, `review-${name}-dark`)
    await page.emulateMedia({ colorScheme: null })
  }

  /** Two video answers and a choice, handed in and playable. */
  async function handedIn(given: object, criteria: number[]) {
    const questions = [
      { question: 'Tell us about a time you helped somebody who was upset.', ratingCriteria: criteria },
      { question: 'A customer asks for something our rules do not allow. What do you say?' },
      {
        questionType: 'multipleChoice',
        question: 'You find that a colleague takes money from the till. What do you do?',
        options: [
          { text: 'Tell the manager', correct: true },
          { text: 'Nothing', redFlag: true },
        ],
        allowOnlySingleChoice: true,
      },
    ]
    const room = await openRoom(greenroom, company, questions, { groupName: 'Counter staff', ...given })
    const answer = async (room: TestRoom, choice: number) => {
      await room.agree()
      for (const questionId of room.questionIds.slice(0, 2)) await room.answer(questionId, person, 8000)
      await room.put(`/questions/${room.questionIds[2]}/written`, { choices: [choice] })
      expect((await room.post('/submit', {})).status).toBe(200)
    }
    await answer(room, 1)
    const ready = async () => {
      const { answers } = (await company.api(`/room/v1/candidates/${room.uuid}/answers`)).body
      return answers
        .flatMap((each: { segments: { ready: boolean }[] }) => each.segments)
        .every((s: { ready: boolean }) => s.ready)
    }
    await expect.poll(ready, { timeout: 90_000 }).toBe(true)
    return { ...room, answer }
  }

  async function criterion() {
    const scale = [
      'Does not notice how the other feels',
      'Notices, and does not act on it',
      'Listens, and solves the matter',
      'Calms, solves, and checks that it holds',
      'Turns somebody upset into a loyal customer',
    ]
    const { body } = await company.api('/room/v1/rating-criteria', {
      method: 'POST',
      body: { criteriaName: 'Empathy', scale },
    })
    return body.ratingCriteriaId as number
  }

  test('with the keyboard alone, without seeing the others first, until the decision and the link', async () => {
    const { assessmentId, uuid, questionIds } = await handedIn({ passThreshold: 3 }, [await criterion()])
    const colleague = await company.user('reviewer')
    await colleague.api('/room/v1/account', { method: 'PATCH', body: { name: 'Rita' } })
    const ratings = [
      { questionId: questionIds[0], criterionId: null, mark: 5 },
      { questionId: questionIds[1], criterionId: null, mark: 5 },
    ]
    const { sheets } = (await colleague.api(`/room/v1/candidates/${uuid}/reviews`)).body
    ratings[0] = { ...ratings[0], criterionId: sheets[0].criteria[0].criterionId } as (typeof ratings)[0]
    const path = `/room/v1/candidates/${uuid}/review`
    expect((await colleague.api(path, { method: 'PATCH', body: { ratings, advice: 'strongYes' } })).status).toBe(200)
    expect((await colleague.api(`${path}/submit`, { method: 'POST', body: {} })).status).toBe(200)

    const reviewer = await company.user('reviewer')
    const page = await as(reviewer, `/#/assessments/${assessmentId}/interviews/${uuid}`)
    await page.getByRole('heading', { name: 'Jane Doe' }).waitFor()
    await page.getByText('One other review is in').waitFor()
    expect(await page.getByText('5 of 5').count()).toBe(0)
    await look(page, 'interview')

    const video = page.locator('video')
    await page.keyboard.press('k')
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.2)
    await page.keyboard.press('k')
    await page.keyboard.press('>')
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.playbackRate)).toBe(1.25)
    await page.keyboard.press('c')
    await page.keyboard.type('A warm smile here')
    await page.getByRole('button', { name: 'Add comment' }).press('Enter')
    await page.getByRole('button', { name: /^Go to 0:0\d$/ }).waitFor()
    await page.locator('h1').click()
    await page.keyboard.press('4')
    await page
      .getByRole('radio', { name: /^4 Calms/ })
      .and(page.locator(':checked'))
      .waitFor()
    await page.keyboard.press('q')
    await page.getByRole('heading', { name: /^2\. A customer/ }).waitFor()
    await page.keyboard.press('2')
    await page.getByRole('button', { name: 'Submit review' }).click()
    await page.getByRole('alert').filter({ hasText: 'what you would do' }).waitFor()
    await page.getByRole('radio', { name: 'Yes', exact: true }).check()
    await page.getByLabel('Why, in a few words').fill('Listens well.')
    await page.getByRole('button', { name: 'Submit review' }).click()
    await page.getByRole('heading', { name: 'All reviews' }).waitFor()
    await page.getByRole('img', { name: 'from 4 to 5' }).waitFor()
    await look(page, 'all-reviews')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await look(page, 'keys')
    await page.keyboard.press('Escape')

    const owner = await as(company, `/#/assessments/${assessmentId}/interviews/${uuid}`)
    await owner.getByText('2 other reviews are in').waitFor()
    await owner.getByRole('button', { name: 'Look without a review' }).click()
    await owner.getByText('4 of 5 (2)').waitFor()
    await owner.getByRole('button', { name: 'Shortlist', exact: true }).click()
    await owner.getByRole('heading', { name: 'Shortlisted' }).waitFor()
    await owner.getByRole('button', { name: 'Share', exact: true }).click()
    await owner.getByLabel(/^3\. You find/).uncheck()
    const until = await owner.getByLabel('Opens until').inputValue()
    await owner.getByRole('button', { name: 'Make the link' }).click()
    const made = owner.getByLabel('Link', { exact: true })
    const link = await made.inputValue()
    // It is at hand to be copied, and its last day is the one that was asked for.
    await expect.poll(() => made.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await owner.getByLabel('Opens until').inputValue()).toBe(until)
    await look(owner, 'share')
    const visitor = await (await visit(desk)).newPage()
    await visitor.goto(new URL(link).pathname)
    await visitor.getByRole('heading', { name: 'Question 1 of 2' }).waitFor()
  })

  test('by the sound alone, of somebody with a code name, until they are shortlisted', async () => {
    const { assessmentId } = await handedIn({ enableInclusiveHiring: true, reviewBySound: true }, [])
    const page = await as(await company.user('reviewer'), `/#/assessments/${assessmentId}/candidates`)
    await page.getByRole('link', { name: /^Candidate [2-9A-Z]{6}$/ }).click()
    await page.locator('video').waitFor()
    const seen = await page.locator('video').evaluate((video: HTMLVideoElement) => ({
      address: video.currentSrc,
      pictures: video.videoWidth,
    }))
    expect(seen).toMatchObject({ address: expect.stringContaining('as=sound'), pictures: 0 })
    expect(await page.content()).not.toMatch(/Jane|Doe</)
    await look(page, 'masked')
    const { body } = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
    const path = `/room/v1/assessments/${assessmentId}/candidate/${body.Videointerviews[0].profileId}`
    await company.api(path, { method: 'PATCH', body: { outcome: 'Shortlisted' } })
    await page.reload()
    await page.getByRole('heading', { name: 'Jane Doe' }).waitFor()
  })

  test('compares up to four, the same question side by side', async () => {
    const first = await handedIn({}, [])
    const page = await as(company, `/#/assessments/${first.assessmentId}/compare`)
    await page.getByText('There is nothing to compare').waitFor()
    await look(page, 'compare-none')
    const others = [
      { firstName: 'Beatrice', lastName: 'Korn' },
      { firstName: 'Cem', lastName: 'Yıldız' },
    ]
    for (const [choice, person] of others.entries()) {
      const room = await enterRoom(greenroom, company, first.assessmentId, first.questionIds, person)
      await first.answer(room, choice)
      for (const [place, { api }] of [await company.user('reviewer'), company].entries()) {
        const ratings = [
          { questionId: first.questionIds[0], criterionId: null, mark: 3 + choice + place * (1 - choice) },
        ]
        const path = `/room/v1/candidates/${room.uuid}/review`
        await api(path, { method: 'PATCH', body: { ratings, advice: 'yes' } })
        expect((await api(`${path}/submit`, { method: 'POST', body: {} })).status).toBe(200)
      }
    }
    await page.reload()
    await page.getByRole('checkbox').nth(2).waitFor()
    await look(page, 'compare-choose')
    for (const place of [0, 1, 2]) await page.getByRole('checkbox').nth(place).check()
    await page.getByRole('article').nth(2).waitFor()
    await expect.poll(() => page.locator('video').count(), { timeout: 90_000 }).toBe(3)
    await page.getByRole('img', { name: 'from 3 to 4' }).first().waitFor()
    await look(page, 'compare')
    await page.getByRole('button', { name: 'Question 3' }).click()
    await page.getByText('Red flag').first().waitFor()
    await look(page, 'compare-choice')
  })
})
