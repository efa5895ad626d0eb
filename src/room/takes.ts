import { record } from '../events/events.ts'
import { atomically } from '../lib/context.ts'
import { Problem, unknown } from '../lib/problem.ts'
import type { Question } from './contract.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import { freeTakesLimit } from './limits.ts'

type Take = { id: string; questionId: number; number: number; begunAt: Date }

/** Begins a take under the id its maker gave it. Begun already, it stays as it is. */
export function begin(outer: CandidateCtx, takeId: string, questionId: number): Promise<Take> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const known = await findOwn(ctx, takeId)
    if (known) return sameQuestion(known, questionId)
    const sitting = await interview.find(ctx)
    refuseUnready(sitting, ctx.now(), questionId)
    const { questions } = await interview.look(ctx)
    const question = questions.find((each) => each.questionId === questionId)
    if (!question) throw unknown('Question', questionId)
    const number = (await countOf(ctx, questionId)) + 1
    refuseTooMany(question, await countOf(ctx, questionId, sitting.reopenedAt ?? undefined))
    const take = await insert(ctx, { id: takeId, questionId, number, begunAt: ctx.now() })
    if (!sitting.startedAt) await start(ctx)
    return take
  })
}

/** This candidate's take; another's does not exist. */
export async function find(ctx: CandidateCtx, takeId: string): Promise<Take> {
  const take = await findOwn(ctx, takeId)
  if (!take) throw unknown('Take', takeId)
  return take
}

const findOwn = ({ db, actor }: CandidateCtx, takeId: string) =>
  db
    .selectFrom('take')
    .select(['id', 'questionId', 'number', 'begunAt'])
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', actor.interviewId)
    .where('id', '=', takeId)
    .executeTakeFirst()

function sameQuestion(take: Take, questionId: number): Take {
  if (take.questionId !== questionId) throw new Problem('conflict', 'This take answers another question')
  return take
}

/** Nothing of an answer is taken outside the window, after the end, or without consent. */
export function refuseUnready(sitting: interview.Sitting, now: Date, questionId: number): void {
  interview.refuseSubmitted(sitting, questionId)
  interview.refuseOutsideWindow(sitting, now)
  if (!sitting.consentedAt) throw new Problem('conflict', 'Nothing is recorded before its candidate has agreed')
}

async function countOf({ db, actor }: CandidateCtx, questionId: number, since = new Date(0)): Promise<number> {
  const { count } = await db
    .selectFrom('take')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', actor.interviewId)
    .where('questionId', '=', questionId)
    .where('begunAt', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

function refuseTooMany({ type, maxRetakes, takesBegun }: Question, begun: number): void {
  if (type !== 'video' && type !== 'audio') throw new Problem('conflict', 'This question is not answered by recording')
  if (takesBegun > maxRetakes || begun > maxRetakes + freeTakesLimit) {
    throw new Problem('conflict', 'No takes are left for this question')
  }
}

/** An id that is taken by another interview is unknown here, as everything of theirs. */
async function insert(ctx: CandidateCtx, take: Take): Promise<Take> {
  const { companyId, interviewId } = ctx.actor
  const inserted = await ctx.db
    .insertInto('take')
    .values({ ...take, interviewId, companyId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw unknown('Take', take.id)
  return take
}

/** The first answer begun is the interview begun; what is asked in it stays what it is now. */
export async function start(ctx: CandidateCtx): Promise<void> {
  const { companyId, interviewId } = ctx.actor
  await ctx.db
    .updateTable('interview')
    .set({ startedAt: ctx.now(), updatedAt: ctx.now(), drawnQuestionIds: await interview.askedIds(ctx, interviewId) })
    .where('companyId', '=', companyId)
    .where('id', '=', interviewId)
    .execute()
  await record(ctx, 'interview.started', interviewId)
}
