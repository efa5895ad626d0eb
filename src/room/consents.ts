import { record } from '../events/events.ts'
import { atomically } from '../lib/context.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'

/** Keeps that they agreed, when, and to which words. The first time counts. */
export function agree(outer: CandidateCtx, textVersion: string): Promise<Date> {
  return atomically(outer, async (ctx) => {
    const sitting = await interview.find(ctx)
    if (sitting.consentedAt) return sitting.consentedAt
    interview.refuseOutsideWindow(sitting, ctx.now())
    const { companyId, interviewId } = ctx.actor
    const agreedAt = ctx.now()
    const inserted = await ctx.db
      .insertInto('consent')
      .values({ interviewId, textVersion, agreedAt, companyId })
      .onConflict((conflict) => conflict.columns(['companyId', 'interviewId']).doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 1n) await record(ctx, 'interview.consented', interviewId, { textVersion })
    return agreedAt
  })
}
