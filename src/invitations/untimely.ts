import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { daytime } from './daytime.ts'
import { zone } from './plan.ts'

/** What a mail server did not take for hours may have been overtaken by the evening; on `l` (letter). */
export const isUntimely = (now: Date) => sql`(l.put_off_until is not null or coalesce(l.leave_by <= ${now}, false))`

/** Puts a reminder off to the morning. False when it may still leave today, or has left. */
export async function putOff({ db, actor, now }: Ctx, letterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update letter l set put_off_until = ${daytime.next(now())}, claimed_at = null
    from interview i join company c on c.id = i.company_id cross join lateral (select ${zone} as zone) z
    where l.company_id = ${actor.companyId} and l.id = ${letterId} and i.company_id = l.company_id and i.id = l.interview_id
      and l.sent_at is null and l.failed_at is null and l.dropped_at is null
      and l.leave_by <= ${now()} and l.put_off_until is null`.execute(db)
  return numAffectedRows === 1n
}
