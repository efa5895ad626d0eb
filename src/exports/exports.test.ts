import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { csvOf } from '../lib/csv.ts'

const greenroom = testApp({ ROLES: 'web' })

test('a spreadsheet finds words where somebody wrote a formula', () => {
  const csv = csvOf([['=1+1', '+1', '-1', '@x', '\t=1', 'a "b", c', null, 3, -2]])
  expect(csv).toBe(`\ufeff'=1+1,'+1,'-1,'@x,'\t=1,"a ""b"", c",,3,-2\r\n`)
})

test('what is exported is who was asked for, in that order, and an event', async () => {
  const company = await greenroom.build.company()
  const { id } = await greenroom.build.assessment(company)
  const people = []
  for (const firstName of ['=Ada', 'Bea', 'Cem'])
    people.push(await greenroom.build.candidate(company, id, { firstName }))
  const [ada, , cem] = people.map(({ interviewId }) => interviewId)
  const path = `/room/v1/assessments/${id}/candidates/export`
  const ask = (by: Pick<typeof company, 'api'>, body: object) => by.api(path, { method: 'POST', body })
  const { text, headers } = await ask(company, { interviewIds: [cem, ada] })
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufeffFirst name', 'Cem', "'=Ada", ''])
  expect((await ask(company, {})).text.split('\r\n')).toHaveLength(5)
  expect((await ask(await company.user('reviewer'), {})).status).toBe(403)
  expect((await ask(await greenroom.build.company(), {})).status).toBe(404)
  const events = await greenroom.running.app.world.database
    .of(company.companyId)
    .selectFrom('event')
    .select(['subject', 'details'])
    .where('kind', '=', 'candidates.exported')
    .orderBy('id')
    .execute()
  expect(events).toEqual([
    { subject: String(id), details: { count: 2 } },
    { subject: String(id), details: { count: 3 } },
  ])
})
