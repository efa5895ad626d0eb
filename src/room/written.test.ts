import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company()
})

const questions = [
  { questionType: 'essay', minWords: 2, maxWords: 5 },
  {
    questionType: 'multipleChoice',
    options: [{ text: 'A', correct: true, score: 3 }, { text: 'B', redFlag: true }, { text: 'C' }],
    allowOnlySingleChoice: false,
  },
  { questionType: 'rating', maxScore: 7 },
  { questionType: 'video' },
]
const room = () => openRoom(greenroom, company, questions)

test('words, choices and marks are kept, replaced, and there on the next device', async () => {
  const { agree, api, put, questionIds } = await room()
  await agree()
  const [essay, choice, rating] = questionIds
  expect((await put(`/questions/${essay}/written`, { text: 'A first draft' })).status).toBe(200)
  await put(`/questions/${essay}/written`, { text: 'Zanzibarella wrote this herself' })
  await put(`/questions/${choice}/written`, { choices: [2, 0] })
  await put(`/questions/${rating}/written`, { rating: 7 })
  const { body } = await api('')
  expect(body.status).toBe('In Progress')
  expect(body.questions.map((question: { written: unknown }) => question.written)).toEqual([
    { text: 'Zanzibarella wrote this herself' },
    { choices: [2, 0] },
    { rating: 7 },
    null,
  ])
})

test('what is right or a warning sign is not told to the candidate', async () => {
  const { agree, api } = await room()
  await agree()
  const { text } = await api('')
  expect(JSON.parse(text).questions[1].options).toEqual(['A', 'B', 'C'])
  for (const secret of ['correct', 'redFlag', 'score"']) expect(text).not.toContain(secret)
})

test('an answer that does not fit its question is refused, and the one before it stays', async () => {
  const { agree, api, put, questionIds } = await room()
  await agree()
  const [essay, choice, rating, video] = questionIds
  await put(`/questions/${choice}/written`, { choices: [1] })
  const refused: [number | undefined, object, number][] = [
    [essay, { text: 'one two three four five six' }, 422],
    [essay, { rating: 1 }, 409],
    [choice, { choices: [3] }, 422],
    [choice, { choices: [1, 1] }, 422],
    [choice, { text: 'B' }, 409],
    [rating, { rating: 8 }, 422],
    [rating, { rating: 0 }, 422],
    [video, { text: 'in words instead' }, 409],
    [999_999, { text: 'x' }, 404],
    [essay, {}, 422],
  ]
  for (const [question, body, status] of refused) {
    expect([body, (await put(`/questions/${question}/written`, body)).status]).toEqual([body, status])
  }
  expect((await api('')).body.questions[1].written).toEqual({ choices: [1] })
})

test('nothing is written before consent, nor another interview’s question answered', async () => {
  const { put, questionIds, agree } = await room()
  expect((await put(`/questions/${questionIds[0]}/written`, { text: 'x' })).status).toBe(409)
  await agree()
  const other = await room()
  expect((await put(`/questions/${other.questionIds[0]}/written`, { text: 'x' })).status).toBe(404)
})

test('what is written is stored under the candidate’s key', async () => {
  const { agree, put, questionIds } = await room()
  await agree()
  await put(`/questions/${questionIds[0]}/written`, { text: 'Quuxington' })
  const rows = await greenroom.running.app.world.database.system.selectFrom('writtenAnswer').selectAll().execute()
  expect(rows.length).toBeGreaterThan(0)
  for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('Quuxington')
})
