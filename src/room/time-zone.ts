import { isTimeZone } from '../lib/time-zone.ts'
import type { CandidateCtx } from './interview.ts'

/** Notes where a candidate's clock is, for the deadlines in their letters. Where they were last counts: people travel. */
export async function settleTimeZone({ db, actor }: CandidateCtx, timeZone: string): Promise<void> {
  if (!isTimeZone(timeZone)) return
  await db
    .updateTable('interview')
    .set({ timeZone })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .where('timeZone', 'is distinct from', timeZone)
    .execute()
}
