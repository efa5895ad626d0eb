import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const add = (body: object, by: Pick<Company, 'api'> = company) => by.api('/room/v1/library', { method: 'POST', body })
const edit = (id: number, body: object, by: Pick<Company, 'api'> = company) =>
  by.api(`/room/v1/library/${id}`, { method: 'PATCH', body })
const all = async (query = '', { api }: Pick<Company, 'api'> = company) => (await api(`/room/v1/library${query}`)).body

test('questions are kept, sorted by category, changed and archived', async () => {
  const { body: plain } = await add({ question: 'Why <b>bread</b>?<script>x</script>' })
  const { body: empathy } = await add({ question: 'Who?', category: 'Empathy', prepTime: 5 })
  expect(plain).toMatchObject({ question: 'Why <b>bread</b>?', questionType: 'video', maxRetakes: 2, archived: false })
  expect((await all()).map(({ id }: { id: number }) => id)).toEqual([empathy.id, plain.id])
  expect((await edit(empathy.id, { question: 'Whom?', lastSeen: empathy.updatedAt })).body).toMatchObject({
    question: 'Whom?',
    prepTime: 5,
  })
  expect((await edit(empathy.id, { question: 'Other', lastSeen: '2001-01-01T00:00:00Z' })).status).toBe(409)
  await edit(empathy.id, { archived: true })
  expect(await all()).toHaveLength(1)
  expect(await all('?archived=true')).toMatchObject([{ id: empathy.id, archived: true }])
})

test('a question names only criteria of its company', async () => {
  const other = await greenroom.build.company()
  const { body: criterion } = await other.api('/room/v1/rating-criteria', { method: 'POST', body: {} })
  expect((await add({ ratingCriteria: [criterion.id] })).status).toBe(404)
  expect((await add({ ratingCriteria: [criterion.id] }, other)).status).toBe(200)
})

test("another company's library does not exist, and reviewers change nothing", async () => {
  const { body } = await add({})
  const stranger = await greenroom.build.company()
  expect(await all('', stranger)).toEqual([])
  expect((await edit(body.id, { archived: true }, stranger)).status).toBe(404)
  const reviewer = await company.user('reviewer')
  expect((await add({}, reviewer)).status).toBe(403)
  expect((await edit(body.id, {}, reviewer)).status).toBe(403)
})
