import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const edit = (id: number | undefined, body: object) =>
  company.api(`/room/v1/questions/${id}`, { method: 'PATCH', body })
const listed = async (assessmentId: number) =>
  (await company.api(`/room/v1/assessments/${assessmentId}/questions`)).body

describe('a question', () => {
  test('is changed in place while nobody has begun', async () => {
    const { questionIds, assessmentId } = await openRoom(greenroom, company, [
      { question: 'Why?' },
      { question: 'How?' },
    ])
    const { body } = await edit(questionIds[0], { question: 'Why <b>us</b>?<script>x</script>', prepTime: 5 })
    expect(body).toMatchObject({ id: questionIds[0], question: 'Why <b>us</b>?', prepTime: 5 })
    await edit(questionIds[1], { order: 0 })
    expect((await listed(assessmentId)).map(({ id }: { id: number }) => id)).toEqual([questionIds[1], questionIds[0]])
  })

  test('gets a new version once somebody has begun, who keeps the one they began with', async () => {
    const questions = [{ questionType: 'essay', question: 'Old words' }]
    const { assessmentId, questionIds, agree, put, post, api, uuid } = await openRoom(greenroom, company, questions)
    await agree()
    await put(`/questions/${questionIds[0]}/written`, { text: 'My answer' })
    const { body } = await edit(questionIds[0], { question: 'New words' })
    expect(body.id).not.toBe(questionIds[0])
    expect(await listed(assessmentId)).toMatchObject([{ id: body.id, question: 'New words', questionType: 'essay' }])
    expect((await api('')).body.questions).toMatchObject([{ questionId: questionIds[0], text: 'Old words' }])
    expect((await post('/submit', {})).status).toBe(200)
    const { answers } = (await company.api(`/room/v1/candidates/${uuid}/answers`)).body
    expect(answers).toMatchObject([{ question: 'Old words', written: { text: 'My answer' } }])
    expect((await edit(questionIds[0], { question: 'Older' })).status).toBe(404)
    // Nobody has begun with the new one yet: every letter typed is not a version of its own.
    expect((await edit(body.id, { question: 'Newer words' })).body.id).toBe(body.id)
  })

  test('that was taken out is still asked of those who have begun, and of nobody else', async () => {
    const both = [{ questionType: 'essay' }, { questionType: 'rating' }]
    const first = await openRoom(greenroom, company, both)
    await first.agree()
    await first.put(`/questions/${first.questionIds[1]}/written`, { rating: 3 })
    expect((await company.api(`/room/v1/questions/${first.questionIds[0]}`, { method: 'DELETE' })).status).toBe(200)
    expect((await first.api('')).body.questions).toHaveLength(2)
    expect(await listed(first.assessmentId)).toHaveLength(1)
  })

  test('changed by two at once is not overwritten: the second is told', async () => {
    const { questionIds, assessmentId } = await openRoom(greenroom, company)
    const [{ updatedAt: lastSeen }] = await listed(assessmentId)
    expect((await edit(questionIds[0], { question: 'Mine', lastSeen })).status).toBe(200)
    expect((await edit(questionIds[0], { question: 'Yours', lastSeen })).status).toBe(409)
    expect((await listed(assessmentId))[0].question).toBe('Mine')
    const path = `/room/v1/assessments/${assessmentId}`
    const { body } = await company.api(path)
    const patch = (groupName: string) =>
      company.api(path, { method: 'PATCH', body: { groupName, lastSeen: body.updatedAt } })
    expect((await patch('Mine')).status).toBe(200)
    expect((await patch('Yours')).status).toBe(409)
  })

  test('of another company does not exist, and a reviewer changes none', async () => {
    const { questionIds } = await openRoom(greenroom, company)
    const stranger = await greenroom.build.company()
    const reviewer = await company.user('reviewer')
    const path = `/room/v1/questions/${questionIds[0]}`
    for (const method of ['PATCH', 'DELETE']) {
      expect((await stranger.api(path, { method, body: {} })).status).toBe(404)
      expect((await reviewer.api(path, { method, body: {} })).status).toBe(403)
    }
  })
})
