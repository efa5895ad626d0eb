import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { sendLetters } from '../invitations/letters.ts'
import { claiming } from './outbox.ts'

const greenroom = testApp({ ROLES: 'web' })
const db = () => greenroom.running.app.world.database.system.withoutPlugins()

/** A company with so many letters due. */
async function withLetters(count: number): Promise<Company & { assessmentId: number }> {
  const company = await greenroom.build.company()
  const { id } = await greenroom.build.assessment(company)
  await greenroom.build.candidate(company, id)
  await sql`
    insert into letter (company_id, interview_id, kind, queued_at, due_at)
    select company_id, id, 'invitation', now(), now() - interval '1 hour' from interview, generate_series(1, ${count})
    where company_id = ${company.companyId}`.execute(db())
  return { ...company, assessmentId: id }
}

test('many companies with much to send keep none waiting that has little', async () => {
  for (let large = 0; large < 12; large++) await withLetters(200)
  const { companyId: small } = await withLetters(1)
  for (let claims = 0; claims < 30; claims++) {
    const { rows } = await claiming('letter', new Date(), 10).execute(db())
    expect(rows).toHaveLength(10)
    if (rows.some(({ companyId }) => companyId === small)) return
  }
  expect.unreachable('The only letter of a company was not claimed')
})

test('a letter that was taken while PostgreSQL is away is noted when it is back, and not sent again', async () => {
  await sql`update letter set due_at = null`.execute(db())
  const { companyId } = await withLetters(1)
  const { world } = greenroom.running.app
  const { socketDir: host, port, superuser: user } = inject('postgres')
  const { database } = greenroom.running.connection
  const admin = new pg.Client({ host, port, user, database: 'postgres' })
  await admin.connect()
  onTestFinished(() => admin.end())
  const letters = {
    ...world.letters,
    async send() {
      await admin.query(`alter database ${database} connection limit 0`)
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
      setTimeout(() => admin.query(`alter database ${database} connection limit -1`), 2000)
    },
  }
  // It says in the end that PostgreSQL was away.
  await sendLetters({ ...world, letters }, new AbortController().signal).catch(() => undefined)
  const { rows } =
    await sql`select sent_at is not null as sent, due_at from letter where company_id = ${companyId}`.execute(db())
  expect(rows).toEqual([{ sent: true, due_at: null }])
})

test('a letter in hand is not begun anew by the same process, should its clock leap', async () => {
  await sql`update letter set due_at = null`.execute(db())
  await withLetters(1)
  const { world } = greenroom.running.app
  let aheadMs = 0
  let begun = 0
  const letters = {
    ...world.letters,
    async send() {
      begun++
      aheadMs = 600_000
      await pause(1500)
    },
  }
  const leaping = { ...world, letters, now: () => new Date(Date.now() + aheadMs) }
  await sendLetters(leaping, new AbortController().signal)
  expect(begun).toBe(1)
})

describe('why a letter has not left yet is told in words of ours, not in those of the machine', () => {
  const troubleOf = async ({ api, assessmentId }: Awaited<ReturnType<typeof withLetters>>) => {
    await sendLetters(greenroom.running.app.world, new AbortController().signal)
    return (await api(`/room/v1/assessments/${assessmentId}/letters`)).body.letters[0].trouble
  }

  test('where it cannot be written', async () => {
    const company = await withLetters(1)
    await writeFile(join(greenroom.running.dataDir, 'mail'), '')
    expect(await troubleOf(company)).toBe('The letter could not be written (EEXIST)')
  })

  test('where it cannot be made', async () => {
    const company = await withLetters(1)
    await sql`update candidate set personal = '\\x00' where company_id = ${company.companyId}`.execute(db())
    expect(await troubleOf(company)).toBe('The letter could not be made')
  })
})
