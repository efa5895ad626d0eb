import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { daytime } from './daytime.ts'

/** Every other day, where nobody said how often. */
const usualDays = 2

/** The deadline that holds, for the room too: the candidate's own where they have one, unless it was closed before. */
export const deadline = sql`least(coalesce(i.expires_at, a.expires_at), a.closed_at)`

/** Where they are; a condition on `i` and `c` (company). */
export const zone = sql`coalesce(known_zone(i.time_zone), known_zone(c.time_zone), 'UTC')`

/** Whoever is invited after the deadline is awaited for a day: it may be about to be put off. */
const expiry = sql`case when ${deadline} > i.invited_at then ${deadline} else i.invited_at + interval '1 day' end`

/** The last letter to the address they have was refused for good, or letters to it come back: the next would fare no better. */
const lastLetterFailed = sql`(coalesce((select l.failed_at is not null and l.sent_at is null and (l.sent_to is null
    or l.sent_to = (select p.email_hash from candidate p where p.company_id = i.company_id and p.id = i.candidate_id)) from letter l
  where l.company_id = i.company_id and l.interview_id = i.id and l.dropped_at is null
  order by l.queued_at desc limit 1), false)
  or exists (select from candidate p
    where p.company_id = i.company_id and p.id = i.candidate_id and p.undeliverable_at is not null))`

const isAwaited = sql`i.invited_at is not null and i.submitted_at is null and i.withdrawn_at is null`

const isReminded = sql`a.reminders_enabled and ${isAwaited} and i.unsubscribed_at is null
  and i.reminders_sent < i.max_reminders and not ${lastLetterFailed}`

/** On a clock of theirs: so many days after the last letter, never before it opens, and not in the past. */
const due = (now: Date) => sql`greatest(
  greatest(i.reminded_at, i.invited_at) at time zone zone
    + make_interval(days => coalesce(nullif(a.reminder_interval_days, 0), ${usualDays})),
  a.starts_at at time zone zone, ${now}::timestamptz at time zone zone)`

/**
 * Works out anew when candidates are to be reminded and when their time is over, after whatever that depends on has
 * changed: the one place that knows. `narrowed` is a condition on `i` (interview). Joins the transaction, and holds the
 * assessment in it: whoever moves its dates meanwhile plans after us.
 */
export async function plan(ctx: Ctx, narrowed: RawBuilder<unknown>): Promise<void> {
  await sql`${planning(ctx, narrowed)} select from written where false`.execute(ctx.db)
}

/** `evening`: until when a letter that is queued now may leave. */
export type Due = { id: number; candidateId: number; evening: Date }

/** The same, and who is to be reminded now. */
export async function planAndListDue(ctx: Ctx, narrowed: RawBuilder<unknown>): Promise<Due[]> {
  const { rows } = await sql<Due>`
    ${planning(ctx, narrowed)}
    select id, candidate_id as "candidateId", evening from planned where next_reminder_at <= ${ctx.now()}`.execute(
    ctx.db.withoutPlugins(),
  )
  return rows
}

/** Keeps PostgreSQL from working a value out anew wherever it is used. */
const once = sql`offset 0`

/** Writes to those alone whose moments are others now: an assessment may have a hundred thousand. */
const planning = ({ actor, now }: Ctx, narrowed: RawBuilder<unknown>) => sql`
  with planned as (
    select i.company_id, i.id, i.candidate_id, ${daytime.evening(sql`${now()}::timestamptz`)} as evening,
      case when ${isReminded} and moment < ${deadline} then moment end as next_reminder_at,
      case when ${isAwaited} and ${expiry} <= ${now()} then i.expired_at end as expired_at,
      case when ${isAwaited} and (i.expired_at is null or ${expiry} > ${now()}) then ${expiry} end as expiry_due_at
    from interview i
    join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
    join company c on c.id = i.company_id
    cross join lateral (select ${zone} as zone ${once}) z
    cross join lateral (select ${due(now())} as due ${once}) d
    cross join lateral (select ${daytime.from(sql`due`)} as moment ${once}) m
    where i.company_id = ${actor.companyId} and ${narrowed}
    for update of i for share of a),
  written as (
    update interview i
    set next_reminder_at = p.next_reminder_at, expired_at = p.expired_at, expiry_due_at = p.expiry_due_at
    from planned p
    where i.company_id = p.company_id and i.id = p.id and (i.next_reminder_at, i.expired_at, i.expiry_due_at)
      is distinct from (p.next_reminder_at, p.expired_at, p.expiry_due_at)
    returning 1)`

/** The same for all of an assessment, whose own settings have changed. */
export async function replan(ctx: Ctx, assessmentId: number): Promise<void> {
  const most = sql`case when a.reminders_enabled then coalesce(a.max_reminders, 0) else 0 end`
  await sql`
    update interview i set max_reminders = ${most}
    from assessment a
    where a.company_id = i.company_id and a.id = i.assessment_id
      and i.company_id = ${ctx.actor.companyId} and i.assessment_id = ${assessmentId}
      and i.submitted_at is null and i.max_reminders <> ${most}`.execute(ctx.db)
  await plan(ctx, sql`i.assessment_id = ${assessmentId} and i.submitted_at is null`)
}
