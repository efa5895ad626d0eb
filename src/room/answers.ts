import { record } from '../events/events.ts'
import { atomically } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import * as former from './former-answers.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import * as takes from './takes.ts'

/** Keeps a take as the answer to its question, in place of one kept before. */
export function keep(outer: CandidateCtx, questionId: number, takeId: string): Promise<Date> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const sitting = await interview.find(ctx)
    interview.refuseSubmitted(sitting, questionId)
    const take = await takes.find(ctx, takeId)
    if (take.questionId !== questionId) throw unknown('Question', questionId)
    const { companyId, interviewId } = ctx.actor
    const keptAt = ctx.now()
    await former.keepTake(ctx, sitting, questionId)
    await ctx.db
      .insertInto('answer')
      .values({ interviewId, questionId, takeId, keptAt, companyId })
      .onConflict((conflict) =>
        conflict.columns(['companyId', 'interviewId', 'questionId']).doUpdateSet({ takeId, keptAt }),
      )
      .execute()
    await record(ctx, 'interview.answered', interviewId, { questionId, takeId })
    return keptAt
  })
}
