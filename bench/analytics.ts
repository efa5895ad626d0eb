import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Server } from './server.ts'
import { connect, median, timed } from './timed.ts'

const many = 100_000

/** The analytics of a company of a hundred thousand interviews, beside counting the same rows by plain SQL. */
export async function analyticsBench(server: Server) {
  const { call, url } = server
  const client = await connect(server)
  const { id } = await call('/room/v1/assessments', { groupName: 'Bench' })
  const other = await call('/room/v1/assessments', { groupName: 'Another' })
  for (const assessment of [id, other.id])
    for (let number = 0; number < 5; number++) await call(`/room/v1/assessments/${assessment}/question`, {})
  await fill(client, id, many - 10_000)
  await fill(client, other.id, 10_000)
  await client.query('vacuum analyze')

  const plain = async (table: string) =>
    await median(9, () => client.query(`select count(*) from ${table} where company_id = 1`))
  const [interviews, answers] = [await plain('interview'), await plain('answer')]
  say('plain SQL: count(*) of all interviews', interviews)
  say('plain SQL: count(*) of all answers', answers)
  const asked: [string, string][] = [
    ['all', ''],
    ['one assessment of 90,000', `?assessment=${id}`],
    ['one assessment of 10,000', `?assessment=${other.id}`],
    ['all, of one month', `?from=${lastMonth}&to=${lastMonth}`],
    ['one of 90,000, of one month', `?assessment=${id}&from=${lastMonth}&to=${lastMonth}`],
  ]
  for (const [what, query] of asked) {
    const ms = await median(9, () => call(`/room/v1/analytics${query}`))
    say(
      what,
      ms,
      `${(ms / interviews).toFixed(0)} times counting the interviews, ${(ms / answers).toFixed(1)} the answers`,
    )
  }
  say('all as CSV', await median(9, () => call('/room/v1/analytics/export')))
  say(
    'what others waited meanwhile, at most',
    await longestWait(url, () => call(`/room/v1/analytics?assessment=${id}`)),
  )
  await client.end()
}

async function longestWait(url: string, work: () => Promise<unknown>): Promise<number> {
  let isOver = false
  let longest = 0
  const others = (async () => {
    for (; !isOver; await sleep(5)) longest = Math.max(longest, await timed(() => fetch(`${url}/healthz`)))
  })()
  await work()
  isOver = true
  await others
  return longest
}

/** Three quarters begin, half hand in; two fifths of those are marked by two. Spread over three years. */
async function fill(client: pg.Client, assessmentId: number, count: number): Promise<void> {
  await client.query(
    `with people as (insert into candidate (company_id, email_hash, personal, created_at, updated_at)
        select 1, decode(md5($1 || ' ' || n), 'hex'), '\\x00', now(), now() from generate_series(1, $2::int) n
        returning id),
      placed as (select id, row_number() over () as n, now() - make_interval(mins => (row_number() over () * 15)::int % 1500000) as at
        from people)
      insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at, invited_at,
          opened_at, started_at, submitted_at, drawn_question_ids)
        select 1, $1::bigint, id, 1, at, at, at, case when n % 10 < 9 then at + interval '3 hours' end,
          case when n % 4 < 3 then at + interval '5 hours' end,
          case when n % 4 < 2 then at + interval '5 hours' + make_interval(mins => (7 + n * 7919 % 180)::int) end,
          case when n % 4 < 3 then array(select id from question where assessment_id = $1::bigint order by id) end
        from placed`,
    [String(assessmentId), count],
  )
  const of = `i.company_id = 1 and i.assessment_id = ${assessmentId}`
  const begun = `from interview i where ${of} and i.started_at is not null`
  const statements = [
    `insert into consent select 1, id, 'bench', started_at ${begun}`,
    `insert into first_device select 1, id, (array['phone', 'phone', 'computer'])[1 + id % 3],
      (array['Chrome', 'Safari', 'Firefox', 'Edge'])[1 + id % 4] from interview i where ${of} and opened_at is not null`,
    `insert into take (company_id, id, interview_id, question_id, number, begun_at)
      select 1, gen_random_uuid(), i.id, q, 1, i.started_at from interview i, unnest(i.drawn_question_ids) with ordinality u (q, place)
      where ${of} and i.started_at is not null and (i.submitted_at is not null or place <= i.id % 5)`,
    `insert into segment (company_id, id, take_id, number, mime_type, begun_at, sealed_at, seal_reason, recorded_ms)
      select 1, gen_random_uuid(), t.id, 0, 'video/webm', t.begun_at, t.begun_at, 'stopped', 20000 + i.id % 90000
      from take t join interview i on i.id = t.interview_id where ${of}`,
    `insert into answer (company_id, interview_id, question_id, take_id, kept_at)
      select 1, t.interview_id, t.question_id, t.id, t.begun_at from take t join interview i on i.id = t.interview_id where ${of}`,
    `insert into event (company_id, at, actor, kind, subject)
      select 1, at, 'interview:' || id, kind, id::text from (
        select id, opened_at as at, 'interview.opened' as kind from interview i where ${of} and opened_at is not null
        union all select id, started_at, 'interview.started' ${begun}
        union all select id, submitted_at, 'interview.submitted' ${begun} and submitted_at is not null
        union all select id, submitted_at + interval '1 day', 'interview.reopened' ${begun} and submitted_at is not null and id % 100 = 1
      ) e`,
    `insert into review (company_id, interview_id, reviewer_id, begun_at, updated_at, submitted_at)
      select 1, i.id, u.id, now(), now(), now() from interview i, "user" u
      where ${of} and i.submitted_at is not null and i.id % 5 < 2 and u.company_id = 1`,
    `insert into rating (company_id, interview_id, reviewer_id, question_id, mark, levels, rated_at)
      select 1, v.interview_id, v.reviewer_id, q, 1 + (v.interview_id + v.reviewer_id * (v.interview_id % 3)) % 5, 5, v.begun_at
      from review v join interview i on i.id = v.interview_id, unnest(i.drawn_question_ids) q where ${of}`,
  ]
  await client.query(`insert into "user" (company_id, email, role, password_hash)
    select 1, 'rita@example.com', 'reviewer', '-' where not exists (select from "user" where email = 'rita@example.com')`)
  for (const statement of statements) await client.query(statement)
}

const lastMonth = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 7)

const say = (what: string, ms: number, more = '') => console.log(`${what.padEnd(44)} ${ms.toFixed(0)} ms  ${more}`)
