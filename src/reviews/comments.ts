import { allow } from '../accounts/permissions.ts'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { atomically, type UserCtx } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import * as reviews from './reviews.ts'
import type { Comment } from './rows.ts'
import * as scores from './scores.ts'
import { placeOfComment, sealWords } from './words.ts'

export type NewComment = Pick<Comment, 'text' | 'questionId' | 'atMs'>

/** Adds words to one's own review: to a moment of an answer, to an answer, or to the interview. */
export function add(outer: UserCtx, uuid: string, { text, questionId, atMs }: NewComment): Promise<Comment> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.review')
    const { id: interviewId, candidateId } = await reviews.hold(ctx, uuid)
    const answered = await scores.findAnswered(ctx, interviewId)
    if (questionId !== null && !answered.some(({ id }) => id === questionId)) throw unknown('Question', questionId)
    await reviews.begin(ctx, interviewId)
    const { dataKey } = await candidates.find(ctx, candidateId)
    const { companyId, userId: reviewerId } = ctx.actor
    const { id, writtenAt } = await ctx.db
      .insertInto('reviewComment')
      .values({
        questionId,
        atMs: questionId === null ? null : atMs,
        words: sealWords(dataKey, placeOfComment(interviewId, reviewerId), text),
        writtenAt: ctx.now(),
        interviewId,
        reviewerId,
        companyId,
      })
      .returning(['id', 'writtenAt'])
      .executeTakeFirstOrThrow()
    await scores.refresh(ctx, interviewId)
    await record(ctx, 'review.commented', interviewId, { commentId: id })
    return { id, questionId, atMs: questionId === null ? null : atMs, text, writtenAt }
  })
}

/** Takes a comment of one's own back; another's does not exist for this. */
export function remove(outer: UserCtx, id: number): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.review')
    const removed = await ctx.db
      .deleteFrom('reviewComment')
      .where('companyId', '=', ctx.actor.companyId)
      .where('reviewerId', '=', ctx.actor.userId)
      .where('id', '=', id)
      .returning('interviewId')
      .executeTakeFirst()
    if (!removed) throw unknown('Comment', id)
    await scores.refresh(ctx, removed.interviewId)
    await record(ctx, 'review.comment_removed', removed.interviewId, { commentId: id })
  })
}
