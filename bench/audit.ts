import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Server } from './server.ts'
import { connect, median, timed } from './timed.ts'

const many = 100_000
const interviews = 20_000

/** A hundred thousand events: pages of the log, and the chain checked, beside the same rows read by plain SQL. */
export async function auditBench(server: Server) {
  const { call } = server
  const client = await connect(server)
  const { id } = await call('/room/v1/assessments', { groupName: 'Bench' })
  await fill(client, id)
  const chained = await timed(() => untilChained(server, client))
  say('chained after so many came at once', chained)

  const pages: [string, string, string][] = [
    ['the newest hundred', '', ''],
    ['a kind that is rare', '?kind=key', `and (kind = 'key' or starts_with(kind, 'key.'))`],
    ['one person', '?user=1', `and actor = 'user:1'`],
    ['one interview', '?object=interview%2077', `and subject = '77' and kind ~ '^(interview|review)\\.'`],
    ['a day long ago', `?to=${daysAgo(900)}`, `and at < '${daysAgo(900)}'`],
  ]
  for (const [what, query, where] of pages) {
    const asked = await median(15, () => call(`/room/v1/events${query}`))
    const plain = `select * from event where company_id = 1 ${where} order by id desc limit 100`
    const bare = await median(15, () => client.query(plain))
    say(`a page: ${what}`, asked, `plain SQL ${bare.toFixed(1)} ms`)
  }
  const whole = await timed(() => call('/room/v1/events/export'))
  say('the whole log as CSV', whole)

  const bare = await timed(() => client.query('select * from event where company_id = 1 order by seq'))
  const again = await median(15, () => call('/room/v1/events/chain'))
  say('the chain, looked at again', again)
  await client.end()
  say('all rows read by plain SQL', bare)
}

/** Until a worker has chained them; then the whole chain is looked at for the first time. And how long others wait meanwhile. */
async function untilChained({ call, url }: Server, client: pg.Client): Promise<void> {
  const waits: number[] = []
  let isOver = false
  const others = (async () => {
    while (!isOver) {
      waits.push(await timed(() => fetch(`${url}/healthz`)))
      await sleep(5)
    }
  })()
  for (let left = many; left > 0; await sleep(20)) {
    const { rows } = await client.query('select count(*)::int as left from event where company_id = 1 and seq is null')
    left = rows[0].left
  }
  say('what others waited while they were chained, at most', Math.max(...waits.splice(0)))
  say('the chain, from its first event on', await timed(() => call('/room/v1/events/chain')))
  isOver = true
  await others
  say('what others waited while it was checked, at most', Math.max(...waits))
}

async function fill(client: pg.Client, assessmentId: number): Promise<void> {
  await client.query(
    `with people as (insert into candidate (company_id, email_hash, personal, created_at, updated_at)
        select 1, decode(md5(n::text), 'hex'), '\\x00', now(), now() from generate_series(1, ${interviews}) n returning id)
      insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at)
        select 1, $1, id, 1, now(), now() from people`,
    [assessmentId],
  )
  await client.query(
    `insert into event (company_id, at, actor, kind, subject)
      select 1, now() - make_interval(mins => (${many} - n) * 20), 'user:' || 1 + n % 20,
        case when n % 20000 = 7 then 'key.created' else (array['interview.viewed', 'review.rated', 'interview.answered'])[1 + n % 3] end,
        (1 + n % ${interviews})::text
      from generate_series(1, ${many}) n`,
  )
  await client.query('analyze')
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

const say = (what: string, ms: number, more = '') => console.log(`${what.padEnd(48)} ${ms.toFixed(1)} ms  ${more}`)
