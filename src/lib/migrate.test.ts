import { readdirSync } from 'node:fs'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrate } from './migrate.ts'

const all = readdirSync(new URL('../../migrations/', import.meta.url)).sort()

/** A database as it was before a migration; foreign keys are not looked at. */
async function before(name: string) {
  const { socketDir: host, port, user, superuser } = inject('postgres')
  const database = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ host, port, user: superuser, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${database} owner ${user}`)
  const connection = { host, port, user, database }
  await migrate(connection, all.slice(0, all.indexOf(name)))
  const client = new pg.Client({ ...connection, user: superuser, options: '-c session_replication_role=replica' })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await admin.query(`drop database ${database} with (force)`)
    await admin.end()
  })
  return { client, migrate: () => migrate(connection) }
}

test('letters of the release before that wait go on waiting; those it had given up are not sent after weeks', async () => {
  const { client, migrate } = await before('0029-outboxes.sql')
  const write = (kind: string, columns: string, values: string) =>
    client.query(`insert into letter (company_id, interview_id, kind, ${columns}) values (1, 1, '${kind}', ${values})`)
  await write('new', 'queued_at', "now() - interval '1 hour'")
  await write('in hand', 'queued_at, claimed_at', "now() - interval '1 hour', now()")
  await write('put off', 'queued_at, put_off_until', "now() - interval '9 days', now() + interval '1 day'")
  await write('given up', 'queued_at', "now() - interval '9 days'")
  await write('sent', 'queued_at, sent_at', "now() - interval '9 days', now()")
  await client.query(`insert into notice (company_id, user_id, kind, about, queued_at)
    values (1, 1, 'new', '{}', now()), (1, 1, 'given up', '{}', now() - interval '9 days')`)
  await migrate()
  const inHours = `round(extract(epoch from due_at - now()) / 360)::float / 10`
  const { rows: letters } = await client.query(`select kind, ${inHours} as due, failure from letter order by kind`)
  expect(letters).toEqual([
    { kind: 'given up', due: null, failure: 'The mail server did not take it for days' },
    { kind: 'in hand', due: 0.1, failure: null },
    { kind: 'new', due: -1, failure: null },
    { kind: 'put off', due: 24, failure: null },
    { kind: 'sent', due: null, failure: null },
  ])
  const { rows: notices } = await client.query(`select kind, ${inHours} as due from notice order by queued_at`)
  expect(notices).toEqual([
    { kind: 'given up', due: null },
    { kind: 'new', due: 0 },
  ])
})

test('what a process of the release before queues meanwhile is sent too', async () => {
  const { client, migrate } = await before('0029-outboxes.sql')
  await migrate()
  await client.query('select completed, requests, digest, language from notice_choice')
  await client.query(`insert into letter (company_id, interview_id, kind, queued_at) values (1, 1, 'reminder', now())`)
  await client.query(
    `insert into notice (company_id, user_id, kind, about, queued_at) values (1, 1, 'completed', '{}', now())`,
  )
  await client.query(`insert into user_link (company_id, user_id, kind, hash, created_at, expires_at)
    values (1, 1, 'join', '', now(), now())`)
  for (const table of ['letter', 'notice', 'user_link'])
    expect((await client.query(`select due_at <= now() as due from ${table}`)).rows, table).toEqual([{ due: true }])
})

test('time zones are called as they are today', async () => {
  const { client, migrate } = await before('0033-time-zone-names.sql')
  await client.query(`insert into company (name, time_zone) values ('Acme', 'Asia/Calcutta'), ('Other', 'Asia/Tokyo')`)
  await migrate()
  const { rows } = await client.query('select time_zone from company order by id')
  expect(rows).toEqual([{ time_zone: 'Asia/Kolkata' }, { time_zone: 'Asia/Tokyo' }])
})
