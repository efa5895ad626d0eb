import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { claiming } from './outbox.ts'

const greenroom = testApp({ ROLES: 'web' })
const db = () => greenroom.running.app.world.database.system.withoutPlugins()

/** A company with so many letters due. */
async function withLetters(count: number): Promise<number> {
  const company = await greenroom.build.company()
  const { id } = await greenroom.build.assessment(company)
  await greenroom.build.candidate(company, id)
  await sql`
    insert into letter (company_id, interview_id, kind, queued_at, due_at)
    select company_id, id, 'invitation', now(), now() - interval '1 hour' from interview, generate_series(1, ${count})
    where company_id = ${company.companyId}`.execute(db())
  return company.companyId
}

test('many companies with much to send keep none waiting that has little', async () => {
  for (let large = 0; large < 12; large++) await withLetters(200)
  const small = await withLetters(1)
  for (let claims = 0; claims < 30; claims++) {
    const { rows } = await claiming('letter', new Date(), 10).execute(db())
    expect(rows).toHaveLength(10)
    if (rows.some(({ companyId }) => companyId === small)) return
  }
  expect.unreachable('The only letter of a company was not claimed')
})
