import type { Static } from 'typebox'
import type { Door } from '../lib/door.ts'
import { orNull, writeMoment } from '../lib/wire.ts'
import * as comments from './comments.ts'
import {
  addComment,
  editReview,
  getQueue,
  getReviews,
  removeComment,
  submitReview,
  type Review as WireReview,
  type Scores as WireScores,
} from './contract.ts'
import { percentOfThreshold } from './formulas.ts'
import * as queue from './queue.ts'
import * as reviews from './reviews.ts'
import type { Comment, Review } from './rows.ts'

export function routes(door: Door) {
  door.on(getReviews, async (ctx, { params, query }) => {
    const { mine, others, scores, ...rest } = await reviews.look(ctx, params.id, query.show === 'others')
    return { ...rest, mine: orNull(mine, toWire), others: others?.map(toWire) ?? null, scores: toScores(scores) }
  })

  door.on(editReview, async (ctx, { params, body }) => toWire(await reviews.edit(ctx, params.id, body)))

  door.on(submitReview, async (ctx, { params }) => toWire(await reviews.submit(ctx, params.id)))

  door.on(addComment, async (ctx, { params, body: { text, questionId = null, atMs = null } }) =>
    toComment(await comments.add(ctx, params.id, { text, questionId, atMs })),
  )

  door.on(removeComment, async (ctx, { params }) => {
    await comments.remove(ctx, Number(params.id))
    return { count: 1 }
  })

  door.on(getQueue, async (ctx, { params }) => ({ interviewIds: await queue.waiting(ctx, Number(params.id)) }))
}

const toWire = ({ informedAt, submittedAt, ...review }: Review): WireReview => ({
  ...review,
  submittedAt: orNull(submittedAt, writeMoment),
  independent: informedAt === null,
  comments: review.comments.map(toComment),
})

const toComment = ({ id, writtenAt, ...comment }: Comment): Static<typeof addComment.reply> => ({
  ...comment,
  commentId: id,
  writtenAt: writeMoment(writtenAt),
})

function toScores({ passThreshold, ...scores }: reviews.Seen['scores']): WireScores {
  const passPercent = orNull(passThreshold, percentOfThreshold)
  const { percent } = scores
  const result = percent === null || passPercent === null ? null : percent >= passPercent ? 'Pass' : 'Fail'
  return { ...scores, passPercent, result }
}
