import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { plan } from '../invitations/plan.ts'
import { queueLetter } from '../invitations/queue.ts'
import { atomically } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import { notify } from '../notices/notify.ts'
import * as scores from '../reviews/scores.ts'
import { isAnswered } from './answered.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import { type Receipt, readAnswers } from './receipt.ts'

/**
 * Hands the interview in, once, and once more for each time it was opened again. Only what is safely here can be handed
 * in: the receipt vouches for it. A deadline that passed meanwhile is no matter: every take was begun before it. Whoever
 * did not answer again what was opened for them has handed in what they had.
 */
export function submit(outer: CandidateCtx): Promise<Receipt> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const sitting = await interview.find(ctx)
    if (sitting.withdrawnAt) throw new Problem('gone', 'This interview was withdrawn')
    if (sitting.submittedAt && !sitting.reopenedAt) return await receiptOf(ctx, sitting.submittedAt)
    const open = await listUnanswered(ctx)
    if (sitting.submittedAt && open.length > 0 && ctx.now() >= sitting.expiresAt)
      return await receiptOf(ctx, sitting.submittedAt)
    if (open.length > 0)
      throw new Problem('conflict', 'A question is not answered yet', { extra: { questionIds: open } })
    await refuseUnsealed(ctx)
    const submittedAt = ctx.now()
    await mark(ctx, submittedAt)
    await plan(ctx, sql`i.id = ${ctx.actor.interviewId}`)
    await scores.refresh(ctx, ctx.actor.interviewId)
    await queueLetter(ctx, 'submitted', ctx.actor.interviewId)
    await notify(ctx, 'completed', { interviewId: ctx.actor.interviewId })
    await record(ctx, 'interview.submitted', ctx.actor.interviewId)
    return await receiptOf(ctx, submittedAt)
  })
}

const receiptOf = async (ctx: CandidateCtx, submittedAt: Date): Promise<Receipt> => ({
  submittedAt,
  answers: await readAnswers(ctx, ctx.actor.interviewId),
})

async function listUnanswered(ctx: CandidateCtx): Promise<number[]> {
  const { questions } = await interview.look(ctx, { alsoLate: true })
  return questions.filter((question) => !isAnswered(question)).map(({ questionId }) => questionId)
}

async function refuseUnsealed({ db, actor }: CandidateCtx): Promise<void> {
  const open = await db
    .selectFrom('answer as a')
    .innerJoin('segment as s', (on) => on.onRef('s.companyId', '=', 'a.companyId').onRef('s.takeId', '=', 'a.takeId'))
    .select('s.id')
    .where('a.companyId', '=', actor.companyId)
    .where('a.interviewId', '=', actor.interviewId)
    .where('s.sealedAt', 'is', null)
    .execute()
  const segmentIds = open.map(({ id }) => id)
  if (open.length > 0) throw new Problem('conflict', 'An answer is still on its way', { extra: { segmentIds } })
}

async function mark({ db, actor }: CandidateCtx, submittedAt: Date): Promise<void> {
  await db
    .updateTable('interview')
    .set({ submittedAt, reopenedAt: null, reopenedQuestions: null, updatedAt: submittedAt })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .execute()
}
