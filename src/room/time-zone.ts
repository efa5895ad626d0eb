import { sql } from 'kysely'
import { plan } from '../invitations/plan.ts'
import { isTimeZone } from '../lib/time-zone.ts'
import type { CandidateCtx } from './interview.ts'

/** Notes where a candidate's clock is, for the deadlines in their letters. Where they were last counts: people travel. */
export async function settleTimeZone(ctx: CandidateCtx, timeZone: string): Promise<void> {
  if (!isTimeZone(timeZone)) return
  const { db, actor } = ctx
  const { numUpdatedRows } = await db
    .updateTable('interview')
    .set({ timeZone })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .where('timeZone', 'is distinct from', timeZone)
    .executeTakeFirst()
  // Their day begins at another moment now.
  if (numUpdatedRows > 0n) await plan(ctx, sql`i.id = ${actor.interviewId}`)
}
