import pg from 'pg'
import { expect, test } from 'vitest'
import { testApp } from './app.ts'

const { build, running } = testApp()

/**
 * Every operation and every place an id can stand, array bodies included: another company's id must answer exactly as
 * one that never was.
 */
test("another company's rows do not exist", async () => {
  const mine = await build.company()
  const theirs = await build.company()
  const here = await everything(mine)
  const there = await everything(theirs)
  const never = {
    assessment: 999_999,
    profile: 999_999,
    criterion: 999_999,
    interview: '00000000-0000-4000-8000-000000000000',
    user: 999_998,
    key: '00000000-0000-4000-8000-000000000001',
    webhook: '00000000-0000-4000-8000-000000000002',
    delivery: '00000000-0000-4000-8000-000000000003',
  }
  type Ids = typeof never
  const places: ((ids: Ids) => [method: string, path: string, body?: unknown])[] = [
    ({ assessment }) => ['GET', `/room/v1/assessments/${assessment}`],
    ({ assessment }) => ['PATCH', `/room/v1/assessments/${assessment}`, { groupName: 'taken over' }],
    ({ assessment }) => ['POST', `/room/v1/assessments/${assessment}/question`, {}],
    ({ criterion }) => [
      'POST',
      `/room/v1/assessments/${here.assessment}/question`,
      { ratingCriteria: [here.criterion, criterion] },
    ],
    ({ assessment }) => ['POST', `/room/v1/assessments/${assessment}/candidate`, { emailAddress: 'x@example.com' }],
    ({ assessment }) => [
      'POST',
      `/room/v1/assessments/${here.assessment}/candidate`,
      { emailAddress: 'y@example.com', videointerviewGroupId: assessment },
    ],
    ({ assessment }) => ['GET', `/room/v1/assessments/${assessment}/candidates`],
    ({ assessment, interview }) => ['POST', `/room/v1/assessments/${assessment}/invite`, { interviewIds: [interview] }],
    ({ interview }) => [
      'POST',
      `/room/v1/assessments/${here.assessment}/invite`,
      { interviewIds: [here.interview, interview] },
    ],
    ({ assessment }) => [
      'POST',
      `/room/v1/assessments/${here.assessment}/invite`,
      { interviewIds: [here.interview], videointerviewGroupId: assessment },
    ],
    ({ interview }) => ['POST', `/room/v1/candidates/${interview}/share`],
    ({ interview }) => ['POST', `/room/v1/candidates/${interview}/share`, { password: 'a long password' }],
    ({ interview }) => ['DELETE', `/room/v1/candidates/${interview}/share`],
    ({ assessment, interview }) => ['DELETE', `/room/v1/assessment/${assessment}/candidates/${interview}`, []],
    ({ interview }) => ['DELETE', `/room/v1/assessment/${here.assessment}/candidates/${interview}`, []],
    ({ assessment }) => ['DELETE', `/room/v1/assessment/${assessment}/candidates/${here.interview}`, []],
    ({ profile }) => [
      'DELETE',
      `/room/v1/assessment/${here.assessment}/candidates/${here.interview}`,
      [{ profileId: profile }],
    ],
    ({ assessment }) => [
      'DELETE',
      `/room/v1/assessment/${here.assessment}/candidates/${here.interview}`,
      [{ videointerviewGroupId: assessment }],
    ],
    ({ assessment, profile }) => [
      'PATCH',
      `/room/v1/assessments/${assessment}/candidate/${profile}`,
      { firstName: 'x' },
    ],
    ({ profile }) => ['PATCH', `/room/v1/assessments/${here.assessment}/candidate/${profile}`, { firstName: 'x' }],
    ({ criterion }) => ['PATCH', `/room/v1/rating-criteria/${criterion}`, { criteriaName: 'x' }],
    ({ assessment }) => ['POST', `/room/v1/assessments/${assessment}/duplicate`],
    ({ assessment }) => ['GET', `/room/v1/assessments/${assessment}/preview`],
    ({ assessment }) => ['GET', `/room/v1/analytics?assessment=${assessment}`],
    ({ assessment }) => ['GET', `/room/v1/analytics/export?assessment=${assessment}`],
    ({ assessment }) => ['POST', `/room/v1/assessments/${assessment}/candidates/export`, {}],
    ({ assessment }) => [
      'POST',
      `/room/v1/assessments/${assessment}/candidates/import`,
      { candidates: [{ emailAddress: 'z@example.com' }] },
    ],
    ({ criterion }) => ['POST', '/room/v1/library', { ratingCriteria: [here.criterion, criterion] }],
    ({ assessment }) => ['GET', `/room/v1/assessments/${assessment}/letters`],
    ({ assessment }) => ['GET', `/room/v1/assessments/${assessment}/letters/preview`],
    ({ assessment }) => ['GET', `/room/v1/assessments/${assessment}/letters/preview/invitation`],
    ({ assessment, interview }) => ['POST', `/room/v1/assessments/${assessment}/remind`, { interviewIds: [interview] }],
    ({ interview }) => [
      'POST',
      `/room/v1/assessments/${here.assessment}/remind`,
      { interviewIds: [here.interview, interview] },
    ],
    ({ user }) => ['PATCH', `/room/v1/users/${user}`, { disabled: true }],
    ({ user }) => ['POST', `/room/v1/users/${user}/invite`],
    ({ key }) => ['POST', `/room/v1/api-keys/${key}/rotate`],
    ({ key }) => ['DELETE', `/room/v1/api-keys/${key}`],
    ({ webhook }) => ['GET', `/room/v1/webhooks/${webhook}`],
    ({ webhook }) => ['PATCH', `/room/v1/webhooks/${webhook}`, { enabled: false }],
    ({ webhook }) => ['DELETE', `/room/v1/webhooks/${webhook}`],
    ({ webhook }) => ['POST', `/room/v1/webhooks/${webhook}/rotate`],
    ({ webhook }) => ['POST', `/room/v1/webhooks/${webhook}/test`],
    ({ webhook }) => ['POST', `/room/v1/webhooks/${webhook}/replay`],
    ({ webhook }) => ['GET', `/room/v1/webhooks/${webhook}/deliveries`],
    ({ delivery }) => ['GET', `/room/v1/deliveries/${delivery}`],
    ({ delivery }) => ['POST', `/room/v1/deliveries/${delivery}/replay`],
  ]
  const untouched = [await listOf(mine, here), await listOf(theirs, there)]
  for (const place of places) {
    const [foreign, unknown] = [await ask(there), await ask(never)]
    expect(foreign).toEqual(unknown)
    expect(foreign[1]).toBe(404)

    async function ask(ids: Ids) {
      const [method, path, body] = place(ids)
      const { status, text } = await mine.api(path, { method, body })
      const named = Object.values(ids)
        .map(String)
        .sort((a, b) => b.length - a.length)
      const anonymous = named.reduce((all, id) => all.replaceAll(`"${id}\\"`, '"<id>\\"'), text)
      return [method, status, anonymous]
    }
  }
  expect([await listOf(mine, here), await listOf(theirs, there)]).toEqual(untouched)
})

type Made = Awaited<ReturnType<typeof everything>>

async function everything(company: Awaited<ReturnType<typeof build.company>>) {
  const { id: assessment } = await build.assessment(company)
  const { body } = await company.api('/room/v1/rating-criteria', { method: 'POST', body: {} })
  const { interviewId: interview, profileId: profile } = await build.candidate(company, assessment)
  const [{ userId: user }] = (await company.api('/room/v1/users')).body as [{ userId: number }]
  const [{ id: key }] = (await company.api('/room/v1/api-keys')).body as [{ id: string }]
  const url = 'https://ats.invalid/'
  const { id: webhook } = (await company.api('/room/v1/webhooks', { method: 'POST', body: { url } })).body
  const { id: delivery } = (await company.api(`/room/v1/webhooks/${webhook}/test`, { method: 'POST' })).body
  return { assessment, criterion: body.id as number, interview, profile, user, key, webhook, delivery }
}

const listOf = async ({ api }: Awaited<ReturnType<typeof build.company>>, { assessment }: Made) => [
  (await api('/room/v1/assessments')).body,
  (await api(`/room/v1/assessments/${assessment}/candidates`)).body,
  (await api('/room/v1/rating-criteria')).body,
  (await api('/room/v1/users')).body,
]

test('the second wall: row-level security hides other companies from any SQL', async () => {
  const mine = await build.company()
  const theirs = await build.company()
  await everything(theirs)
  const db = running.app.world.database.of(mine.companyId)
  const tables = [
    'assessment',
    'candidate',
    'candidateKey',
    'interview',
    'user',
    'apiKey',
    'accessToken',
    'event',
    'criterion',
    'webhook',
    'delivery',
    'deliveryAttempt',
  ] as const
  for (const table of tables) {
    const rows = await db.selectFrom(table).select('companyId').execute()
    expect(
      rows.filter(({ companyId }) => companyId !== mine.companyId),
      table,
    ).toEqual([])
  }
  await db.updateTable('assessment').set({ name: 'taken over' }).execute()
  expect((await theirs.api('/room/v1/assessments')).body[0].groupName).toBe('Sales Manager')
  const intruder = { companyId: theirs.companyId, name: 'x', scale: '[]', createdAt: new Date(), updatedAt: new Date() }
  await expect(db.insertInto('criterion').values(intruder).execute()).rejects.toThrow(/row-level security/)
})

test('every table with a company has the wall, and a connection that was told nothing sees nothing', async () => {
  await build.company()
  const client = new pg.Client(running.connection)
  await client.connect()
  const { rows: open } = await client.query(`
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and a.attnum > 0
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)`)
  expect(open).toEqual([])
  expect((await client.query('select * from company')).rows).toEqual([])
  expect((await client.query('select * from "user"')).rows).toEqual([])
  await client.end()
})

test('statements of many companies share connections and never see each other', async () => {
  const companies = await Promise.all([build.company(), build.company(), build.company()])
  for (const company of companies) await build.assessment(company, { groupName: `of ${company.companyId}` })
  const asked = Array.from({ length: 300 }, (_, index) => companies[index % 3])
  const answers = await Promise.all(
    asked.map(async (company) => ({ company, body: (await company?.api('/room/v1/assessments'))?.body })),
  )
  for (const { company, body } of answers) {
    expect(body.map((row: { groupName: string }) => row.groupName)).toEqual([`of ${company?.companyId}`])
  }
})
