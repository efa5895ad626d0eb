import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { recordAll } from '../events/events.ts'
import { atomically, type Ctx, contextOf, type World } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { planReminders } from './plan.ts'
import { queueLetters } from './queue.ts'

const dueAtOnce = 200

/** Reminds everybody who is due, in every company. Two processes at once remind nobody twice. */
export async function remindDue(world: World): Promise<number> {
  const due = await world.database.system
    .selectFrom('interview')
    .select('companyId')
    .distinct()
    .where('nextReminderAt', '<=', world.now())
    .execute()
  let reminded = 0
  for (const { companyId } of due) {
    const ctx = contextOf(world, { kind: 'system', companyId })
    for (;;) {
      const { looked, sent } = await remindSome(ctx)
      reminded += sent
      if (looked < dueAtOnce) break
    }
  }
  return reminded
}

type Due = { id: number; candidateId: number; isWelcome: boolean }

/**
 * Finding and claiming are one transaction on held rows. Whoever could not answer now is not written to: they are looked at
 * again tomorrow, for a deadline may be put off, and after two months never.
 */
function remindSome(outer: Ctx): Promise<{ looked: number; sent: number }> {
  return atomically(outer, async (ctx) => {
    const now = ctx.now()
    const { companyId } = ctx.actor
    const { rows } = await sql<Due>`
      select i.id, i.candidate_id as "candidateId",
        a.reminders_enabled and a.starts_at <= ${now} and a.closed_at is null
          and coalesce(i.expires_at, a.expires_at) > ${now}
          and i.submitted_at is null and i.withdrawn_at is null and i.reminders_sent < i.max_reminders
          and not ${lastLetterFailed} as "isWelcome"
      from interview i join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
      where i.company_id = ${companyId} and i.next_reminder_at <= ${now}
      order by i.next_reminder_at limit ${dueAtOnce} for update of i skip locked`.execute(ctx.db.withoutPlugins())
    const welcome = rows.filter(({ isWelcome }) => isWelcome)
    const others = rows.filter(({ isWelcome }) => !isWelcome).map(({ id }) => id)
    await markReminded(ctx, welcome)
    await sql`
      update interview i set next_reminder_at = case
        when i.submitted_at is null and i.withdrawn_at is null
          and coalesce(i.expires_at, a.expires_at) > ${now}::timestamptz - interval '60 days'
        then ${now}::timestamptz + interval '1 day' end
      from assessment a where a.company_id = i.company_id and a.id = i.assessment_id
        and i.company_id = ${companyId} and i.id = any(${others}::bigint[])`.execute(ctx.db)
    return { looked: rows.length, sent: welcome.length }
  })
}

/** The mail server refused the last letter for good: the next would fare no better. */
const lastLetterFailed = sql`coalesce((select l.failed_at is not null from letter l
  where l.company_id = i.company_id and l.interview_id = i.id order by l.queued_at desc limit 1), false)`

async function markReminded(ctx: Ctx, interviews: { id: number; candidateId: number }[]): Promise<void> {
  if (interviews.length === 0) return
  const ids = interviews.map(({ id }) => id)
  await ctx.db
    .updateTable('interview')
    .set(({ eb }) => ({ remindersSent: eb('remindersSent', '+', 1), remindedAt: ctx.now(), updatedAt: ctx.now() }))
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', 'in', ids)
    .execute()
  await planReminders(ctx, sql`i.id = any(${ids}::bigint[])`)
  await queueLetters(ctx, 'reminder', interviews)
  await recordAll(ctx, 'interview.reminded', ids)
}

/** Why somebody was not reminded. */
export type Refused = { uuid: string; why: string }

/**
 * Reminds candidates now. Refused whole when one id is not this assessment's; those who cannot be reminded are named with
 * the reason, and the others are.
 */
export function remind(
  outer: Ctx,
  assessmentId: number,
  uuids: string[],
): Promise<{ sent: number; refused: Refused[] }> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.invite')
    await assessments.find(ctx, assessmentId)
    const asked = [...new Set(uuids.map((uuid) => uuid.toLowerCase()))]
    const found = await findAll(ctx, assessmentId, asked)
    const missing = asked.find((uuid) => !found.some((interview) => interview.uuid === uuid))
    if (missing !== undefined) throw unknown('Videointerview', missing)
    const refused = found.flatMap(({ uuid, why }) => (why ? [{ uuid, why }] : []))
    const welcome = found.filter(({ why }) => why === null)
    await markReminded(ctx, welcome)
    return { sent: welcome.length, refused }
  })
}

type Found = { id: number; uuid: string; candidateId: number; why: string | null }

/** Without reminders in the assessment, two may be sent by hand. */
const byHand = 2

async function findAll(ctx: Ctx, assessmentId: number, uuids: string[]): Promise<Found[]> {
  const now = ctx.now()
  const { rows } = await sql<Found>`
    select i.id, i.uuid, i.candidate_id as "candidateId", case
      when i.withdrawn_at is not null then 'Withdrawn'
      when i.submitted_at is not null then 'Handed in already'
      when i.invited_at is null then 'Not invited yet'
      when a.starts_at > ${now} then 'Not open yet'
      when a.closed_at is not null or coalesce(i.expires_at, a.expires_at) <= ${now} then 'The deadline has passed'
      when i.reminders_sent >= case when a.reminders_enabled then i.max_reminders else ${byHand} end
        then 'The reminders are used up'
      when greatest(i.reminded_at, i.invited_at) > ${now}::timestamptz - interval '1 hour'
        then 'Written to less than an hour ago'
      end as why
    from interview i join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
    where i.company_id = ${ctx.actor.companyId} and i.assessment_id = ${assessmentId} and i.uuid::text = any(${uuids})
    for update of i`.execute(ctx.db.withoutPlugins())
  return rows
}
