import { sql } from 'kysely'
import { plan } from '../invitations/plan.ts'
import { timeZoneNamed } from '../lib/time-zone.ts'
import type { CandidateCtx } from './interview.ts'

/** Notes where a candidate's clock is, for the deadlines in their letters. Where they were last counts: people travel. */
export async function settleTimeZone(ctx: CandidateCtx, name: string): Promise<void> {
  const timeZone = timeZoneNamed(name)
  if (timeZone === undefined) return
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
