import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const duplicate = (id: number, body: object = {}, by: Pick<Company, 'api'> = company) =>
  by.api(`/room/v1/assessments/${id}/duplicate`, { method: 'POST', body })

test('a duplicate has the settings and questions, no candidates, and a window of the same length from now', async () => {
  const settings = {
    startsAt: '1000000000000',
    expiresAt: '1000000600000',
    language: 'de',
    closed: true,
    archived: true,
  }
  const questionsPerCategory = [{ category: 'a', count: 2 }]
  const { id } = await greenroom.build.assessment(company, { ...settings, questionsPerCategory })
  const ask = (body: object) => company.api(`/room/v1/assessments/${id}/question`, { method: 'POST', body })
  await ask({ question: 'One', options: [{ text: 'A', score: 2 }] })
  const { body: gone } = await ask({ question: 'Gone' })
  await company.api(`/room/v1/questions/${gone.id}`, { method: 'DELETE' })
  await greenroom.build.candidate(company, id)

  const { body: copy } = await duplicate(id)
  expect(copy).toMatchObject({ groupName: 'Sales Manager (copy)', language: 'de', closed: false, archived: false })
  expect(copy.questionsPerCategory).toEqual(questionsPerCategory)
  expect(Number(copy.expiresAt) - Number(copy.startsAt)).toBe(600_000)
  expect(Math.abs(Number(copy.startsAt) - Date.now())).toBeLessThan(60_000)
  const { body: questions } = await company.api(`/room/v1/assessments/${copy.id}/questions`)
  expect(questions).toMatchObject([{ question: 'One', options: [{ text: 'A', score: 2 }] }])
  expect((await company.api(`/room/v1/assessments/${copy.id}/candidates`)).body.count).toBe(0)
  expect((await duplicate(id, { groupName: 'Next round' })).body.groupName).toBe('Next round')
  expect((await duplicate(id, {}, await company.user('reviewer'))).status).toBe(403)
  expect((await duplicate(id, {}, await greenroom.build.company())).status).toBe(404)
})

test('a colour that white words cannot be read on is refused, with one that will do', async () => {
  const { id } = await greenroom.build.assessment(company)
  const paint = (accentColor: string | null) =>
    company.api(`/room/v1/assessments/${id}`, { method: 'PATCH', body: { accentColor } })
  const refused = await paint('#FFCC00')
  expect(refused.status).toBe(422)
  const [, better = ''] = refused.text.match(/(#[0-9a-f]{6}) would do/) ?? []
  expect((await paint(better)).body.accentColor).toBe(better)
  expect((await company.api(`/room/v1/assessments/${id}/preview`)).body.accentColor).toBe(better)
  expect((await paint('red')).status).toBe(422)
  expect((await paint(null)).body.accentColor).toBeNull()
})

test('an archived assessment is in the list and, when asked for, in the overview', async () => {
  const { id } = await greenroom.build.assessment(company)
  const set = (archived: boolean) => company.api(`/room/v1/assessments/${id}`, { method: 'PATCH', body: { archived } })
  const isIn = async (path: string) =>
    (await company.api(path)).body.some((each: { id: number }) => each.id === id) as boolean
  const places = () =>
    Promise.all(['overview', 'overview?archived=true', 'assessments'].map((path) => isIn(`/room/v1/${path}`)))
  expect(await places()).toEqual([true, false, true])
  await set(true)
  expect(await places()).toEqual([false, true, true])
  await set(false)
  expect(await places()).toEqual([true, false, true])
})
