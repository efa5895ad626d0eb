import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { daytime } from './daytime.ts'
import { deadline, zone } from './plan.ts'

/** Somebody who could not go on, or wants no more, is not reminded, though the letter was queued; on `l` (letter). */
const isPointless = (now: Date) => sql`(l.kind = 'reminder' and exists (
  select from interview i join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
  where i.company_id = l.company_id and i.id = l.interview_id
    and (i.submitted_at is not null or i.withdrawn_at is not null or i.unsubscribed_at is not null
      or ${deadline} <= ${now})))`

/** What a mail server did not take for hours may have become pointless, or it has become evening. */
export const isUntimely = (now: Date) =>
  sql`(l.put_off_until is not null or coalesce(l.leave_by <= ${now}, false) or ${isPointless(now)})`

/** Drops a reminder that has become pointless, or puts one off to the morning. False when it is neither. */
export async function setAside(ctx: Ctx, letterId: string): Promise<boolean> {
  return (await drop(ctx, letterId)) || (await putOff(ctx, letterId))
}

/** It does not count among those sent. */
async function drop({ db, actor, now }: Ctx, letterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with dropped as (
      delete from letter l where l.company_id = ${actor.companyId} and l.id = ${letterId}
        and l.sent_at is null and l.failed_at is null and l.claimed_at is null and ${isPointless(now())}
      returning l.company_id, l.interview_id)
    update interview i set reminders_sent = i.reminders_sent - 1
    from dropped d where i.company_id = d.company_id and i.id = d.interview_id`.execute(db)
  return numAffectedRows === 1n
}

async function putOff({ db, actor, now }: Ctx, letterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update letter l set put_off_until = ${daytime.next(now())}, claimed_at = null
    from interview i join company c on c.id = i.company_id cross join lateral (select ${zone} as zone) z
    where l.company_id = ${actor.companyId} and l.id = ${letterId} and i.company_id = l.company_id and i.id = l.interview_id
      and l.sent_at is null and l.failed_at is null and l.leave_by <= ${now()} and l.put_off_until is null`.execute(db)
  return numAffectedRows === 1n
}
