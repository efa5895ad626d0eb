import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { recordAll } from '../events/events.ts'
import { atomically, type Ctx, type World } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { holdDue, inPagesOfCompanies } from './due.ts'
import { plan, planAndListDue } from './plan.ts'
import { queueLetters } from './queue.ts'

/** Reminds everybody who is due, in every company. Two processes at once remind nobody twice. */
export const remindDue = (world: World, stop?: AbortSignal): Promise<number> =>
  inPagesOfCompanies(world, 'reminder', remindSome, stop)

/**
 * Finding and claiming are one transaction on held rows, a page at a time. Each is planned anew once more: who is still
 * due then is reminded, and the others have their next moment or none.
 */
function remindSome(outer: Ctx): Promise<number> {
  return atomically(outer, async (ctx) => {
    const ids = await holdDue(ctx, 'reminder')
    if (ids.length === 0) return 0
    const due = await planAndListDue(ctx, sql`i.id = any(${ids}::bigint[])`)
    await remindAll(
      ctx,
      due.map(({ id, candidateId, evening }) => ({ id, candidateId, leaveBy: evening })),
    )
    return ids.length
  })
}

async function remindAll(ctx: Ctx, interviews: { id: number; candidateId: number; leaveBy?: Date }[]): Promise<void> {
  if (interviews.length === 0) return
  const ids = interviews.map(({ id }) => id)
  await ctx.db
    .updateTable('interview')
    .set(({ eb }) => ({ remindersSent: eb('remindersSent', '+', 1), remindedAt: ctx.now(), updatedAt: ctx.now() }))
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', 'in', ids)
    .execute()
  await queueLetters(ctx, 'reminder', interviews)
  await plan(ctx, sql`i.id = any(${ids}::bigint[])`)
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
    await remindAll(ctx, welcome)
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
      when i.unsubscribed_at is not null then 'Wants no more reminders'
      when p.undeliverable_at is not null then 'Letters to this address come back'
      when i.invited_at is null then 'Not invited yet'
      when a.starts_at > ${now} then 'Not open yet'
      when a.closed_at is not null or coalesce(i.expires_at, a.expires_at) <= ${now} then 'The deadline has passed'
      when i.reminders_sent >= case when a.reminders_enabled then i.max_reminders else ${byHand} end
        then 'The reminders are used up'
      when greatest(i.reminded_at, i.invited_at) > ${now}::timestamptz - interval '1 hour'
        then 'Written to less than an hour ago'
      end as why
    from interview i join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
      join candidate p on p.company_id = i.company_id and p.id = i.candidate_id
    where i.company_id = ${ctx.actor.companyId} and i.assessment_id = ${assessmentId} and i.uuid::text = any(${uuids})
    for update of i`.execute(ctx.db.withoutPlugins())
  return rows
}
