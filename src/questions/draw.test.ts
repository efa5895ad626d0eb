import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { draw } from './draw.ts'

const questions = ['a', 'a', 'a', 'b', 'b', null].map((category, index) => ({ questionId: index + 1, category }))
const drawFor = (uuid: string, questionsPerCategory: object[] = []) =>
  draw(questions, { interviewType: 'random', questionsPerCategory, uuid }).map(({ questionId }) => questionId)

describe('a draw', () => {
  test('is one of each category and all without one, in the order of the assessment', () => {
    const drawn = drawFor(randomUUID())
    expect(drawn).toHaveLength(3)
    expect(drawn.at(-1)).toBe(6)
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b))
  })

  test('is as many as were asked for, none included', () => {
    expect(
      drawFor(randomUUID(), [
        { category: 'a', count: 0 },
        { category: 'b', count: 9 },
      ]),
    ).toEqual([4, 5, 6])
  })

  test('is the same for the same candidate, and fair among candidates', () => {
    const uuid = randomUUID()
    expect(drawFor(uuid)).toEqual(drawFor(uuid))
    const first = Array.from({ length: 600 }, () => drawFor(randomUUID())[0])
    for (const id of [1, 2, 3]) expect(first.filter((each) => each === id).length).toBeGreaterThan(140)
  })

  test('of a fixed interview is all there is', () => {
    expect(draw(questions, { interviewType: 'fixed', questionsPerCategory: [], uuid: '' })).toBe(questions)
  })
})

describe('a candidate of a drawn interview', () => {
  const greenroom = testApp({ ROLES: 'web' })
  let company: Company
  beforeAll(async () => {
    company = await greenroom.build.company('Acme')
  })

  const essays = ['a', 'a', 'b', undefined].map((category) => ({ questionType: 'essay', category }))
  const random = { groupConfig: { interviewType: 'random' } }

  test('is asked what the landing page counted, whatever is changed meanwhile, and hands in just that', async () => {
    const { api, agree, put, post, assessmentId, questionIds, uuid } = await openRoom(
      greenroom,
      company,
      essays,
      random,
    )
    const asked = async () =>
      (await api('')).body.questions.map(({ questionId }: { questionId: number }) => questionId) as number[]
    const before = await asked()
    expect(before).toHaveLength(3)
    await agree()
    const answer = (id: number) => put(`/questions/${id}/written`, { text: 'Words' })
    const left = questionIds.find((id) => !before.includes(id)) ?? 0
    expect((await answer(left)).status).toBe(404)
    await answer(before[0] ?? 0)
    await company.api(`/room/v1/assessments/${assessmentId}`, {
      method: 'PATCH',
      body: { questionsPerCategory: [{ category: 'a', count: 2 }] },
    })
    await company.api(`/room/v1/assessments/${assessmentId}/question`, { method: 'POST', body: essays[3] })
    expect(await asked()).toEqual(before)
    expect((await answer(left)).status).toBe(404)
    expect((await post('/submit', {})).status).toBe(409)
    for (const id of before.slice(1)) await answer(id)
    expect((await post('/submit', {})).status).toBe(200)
    const { answers } = (await company.api(`/room/v1/candidates/${uuid}/answers`)).body
    expect(answers.map(({ questionId }: { questionId: number }) => questionId)).toEqual(before)
  })

  test('keeps the questions of their beginning in a fixed one too', async () => {
    const { agree, put, questionIds, uuid } = await openRoom(greenroom, company, essays)
    await agree()
    await put(`/questions/${questionIds[0]}/written`, { text: 'Words' })
    const { drawnQuestionIds } = await greenroom.running.app.world.database
      .of(company.companyId)
      .selectFrom('interview')
      .select('drawnQuestionIds')
      .where('uuid', '=', uuid)
      .executeTakeFirstOrThrow()
    expect(drawnQuestionIds).toEqual(questionIds)
  })
})
