import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { daytime } from './daytime.ts'
import { zone } from './plan.ts'

/** What a mail server did not take for hours may have been overtaken by the evening: it leaves in the morning, by the next. */
export async function putOff({ db, actor, now }: Ctx, letterId: string): Promise<void> {
  await sql`
    update letter l set due_at = m.morning, leave_by = ${daytime.evening(sql`m.morning`)}, claimed_at = null, tries = 0
    from interview i join company c on c.id = i.company_id
      cross join lateral (select ${zone} as zone) z
      cross join lateral (select ${daytime.next(now())} as morning) m
    where l.company_id = ${actor.companyId} and l.id = ${letterId} and i.company_id = l.company_id and i.id = l.interview_id
      and l.due_at is not null`.execute(db)
}
