import { type RawBuilder, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import type { Ctx } from '../lib/context.ts'
import { csvOf } from '../lib/csv.ts'
import { record } from './events.ts'

/** An event as it is read: who and what by number, and where a user or an interview is still there, what leads to it. */
export type Happened = {
  id: number
  seq: number | null
  at: Date
  kind: string
  actor: string
  /** A colleague's name or address; a candidate's never. */
  actorName: string | null
  subject: string
  /** What a colleague, a key or an assessment is called now. */
  subjectName: string | null
  details: unknown
  /** Where the interview it is about is. */
  interview: { uuid: string; assessmentId: number } | null
}

/** `object` is a kind of thing and its number, such as `interview 12`. */
export type Narrowed = {
  before?: number
  userId?: number
  kind?: string
  object?: { of: string; id: string }
  from?: Date
  to?: Date
}

/** What happened, newest first: a page of it, from before an event on. */
export async function read(ctx: Ctx, narrowed: Narrowed, limit: number): Promise<Happened[]> {
  allow(ctx, 'event.read')
  const { companyId } = ctx.actor
  const { rows } = await sql<Happened>`
    with page as materialized (
      select e.id, e.seq, e.at, e.kind, e.actor, e.subject, e.details from event e
      where e.company_id = ${companyId} ${conditions(narrowed)} order by e.id desc limit ${limit}
    )
    select e.*, coalesce(nullif(u.name, ''), u.email) as "actorName",
      coalesce(nullif(m.name, ''), m.email, k.name, a.name) as "subjectName",
      case when i.id is not null then json_build_object('uuid', i.uuid, 'assessmentId', i.assessment_id) end as interview
    from page e
    left join "user" u on u.company_id = ${companyId} and u.id = ${numberIf(sql`e.actor ~ '^user:'`, sql`substr(e.actor, 6)`)}
    left join "user" m on m.company_id = ${companyId} and m.id = ${subjectIf('^user\\.')}
    left join assessment a on a.company_id = ${companyId} and a.id = ${subjectIf('^(assessment|candidates)\\.')}
    left join api_key k on k.company_id = ${companyId} and k.id = ${uuidIf('^key\\.')}
    left join segment s on s.company_id = ${companyId} and s.id = ${uuidIf('^media\\.')}
    left join take t on t.company_id = ${companyId} and t.id = s.take_id
    left join interview i on i.company_id = ${companyId}
      and i.id = coalesce(t.interview_id, ${subjectIf('^(interview|review)\\.')})
    order by e.id desc`.execute(ctx.db.withoutPlugins())
  return rows
}

/** What an event names, as the id of a row: so, and not the other way round, a page costs a page however many rows there are. */
const subjectIf = (kinds: string) => numberIf(sql`e.kind ~ ${kinds}`, sql`e.subject`)
const numberIf = (condition: RawBuilder<unknown>, text: RawBuilder<unknown>) =>
  sql`case when ${condition} and ${text} ~ '^[0-9]{1,15}$' then (${text})::bigint end`
const uuidIf = (kinds: string) =>
  sql`case when e.kind ~ ${kinds} and e.subject ~ '^[0-9a-f-]{36}$' then e.subject::uuid end`

/** Reviews are of interviews, and are found with them. */
const alsoOf: Record<string, string[]> = { interview: ['interview', 'review'] }

function conditions({ before, userId, kind, object, from, to }: Narrowed): RawBuilder<unknown> {
  const said = [
    ...(before === undefined ? [] : [sql`e.id < ${before}`]),
    ...(userId === undefined ? [] : [sql`e.actor = ${`user:${userId}`}`]),
    ...(kind === undefined ? [] : [sql`(e.kind = ${kind} or starts_with(e.kind, ${`${kind}.`}))`]),
    ...(object === undefined
      ? []
      : [sql`e.subject = ${object.id} and split_part(e.kind, '.', 1) = any(${alsoOf[object.of] ?? [object.of]})`]),
    ...(from === undefined ? [] : [sql`e.at >= ${from}`]),
    ...(to === undefined ? [] : [sql`e.at < ${to}`]),
  ]
  return said.length === 0 ? sql`` : sql`and ${sql.join(said, sql` and `)}`
}

const page = 1000

/** All of it as a table for a spreadsheet, page by page; that it was taken is an event itself. */
export async function exportAll(ctx: Ctx, narrowed: Narrowed): Promise<AsyncGenerator<string>> {
  allow(ctx, 'event.read')
  await record(ctx, 'audit.exported', ctx.actor.companyId)
  return rows()

  async function* rows() {
    yield csvOf([['Number', 'At', 'Who', 'What', 'Object', 'Details']])
    for (let before = narrowed.before; ; ) {
      const events = await read(ctx, { ...narrowed, ...(before !== undefined && { before }) }, page)
      if (events.length > 0) yield csvOf(events.map(cellsOf), '')
      before = events.at(-1)?.id
      if (events.length < page) return
    }
  }
}

const cellsOf = ({ seq, at, actor, actorName, kind, subject, details }: Happened) => [
  ...[seq, at.toISOString(), actorName ?? actor, kind, subject],
  JSON.stringify(details),
]
