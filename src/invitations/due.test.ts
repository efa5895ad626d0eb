import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { waysTo } from '../../test/plans.ts'
import { claiming } from '../lib/outbox.ts'
import { companiesWith, pageOf } from './due.ts'

const many = 100_000
const greenroom = testApp({ ROLES: 'web' })
const now = new Date()
let companyId: number

/** A hundred thousand people of one assessment, all with a moment and a letter to come; straight into the tables, for none is looked at. */
beforeAll(async () => {
  const company = await greenroom.build.company()
  companyId = company.companyId
  const { id } = await greenroom.build.assessment(company)
  await sql`
    with people as (
      insert into candidate (company_id, email_hash, personal, created_at, updated_at)
      select ${companyId}, sha256(number::text::bytea), '', now(), now() from generate_series(1, ${many}) number
      returning id)
    insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at, invited_at,
      next_reminder_at, expiry_due_at)
    select ${companyId}, ${id}, people.id, (select recruiter_id from assessment where id = ${id}), now(), now(), now(),
      now() + people.id * interval '1 second' + interval '1 day', now() + people.id * interval '1 second' + interval '1 day'
    from people`.execute(db())
  await sql`
    insert into letter (company_id, interview_id, kind, queued_at, due_at)
    select company_id, id, 'reminder', now(), next_reminder_at from interview`.execute(db())
  await sql`analyze interview, letter`.execute(db())
})

const db = () => greenroom.running.app.world.database.system.withoutPlugins()

const tomorrow = now.getTime() + 86_400_000
test.each([
  ['few', new Date(tomorrow + 60_000)],
  ['all', new Date(tomorrow + many * 1000)],
])(
  'what is due is found by its index and not by looking at everybody, when %s of a hundred thousand are',
  async (_, at) => {
    for (const kind of ['reminder', 'expiry'] as const) {
      const byIndex = expect.stringMatching(`^Index (Only )?Scan interview_${kind}_of`)
      expect(await waysTo(db(), 'interview', companiesWith(kind, at))).toEqual([byIndex, byIndex])
      expect(await waysTo(db(), 'interview', pageOf(kind, companyId, at))).toEqual([byIndex, byIndex])
    }
    const ways = await waysTo(db(), 'letter', claiming('letter', at, 20))
    expect(ways.filter((way) => way === 'Index Scan letter_due')).toHaveLength(2)
    expect(ways.filter((way) => /Seq/.test(way))).toEqual([])
  },
)

test('whoever is due last is seen too, behind a hundred thousand of another company', async () => {
  const other = await greenroom.build.company()
  const { id } = await greenroom.build.assessment(other)
  const { interviewId } = await greenroom.build.candidate(other, id)
  const at = new Date(tomorrow + 2 * many * 1000)
  await sql`update interview set next_reminder_at = ${at} where uuid = ${interviewId}`.execute(db())
  const { rows } = await companiesWith('reminder', at).execute(db())
  expect(rows.map((row) => row.companyId).sort()).toEqual([companyId, other.companyId].sort())
})
