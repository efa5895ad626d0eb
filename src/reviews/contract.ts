import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { idInPath, isoDate, nullable, text, uuid } from '../lib/wire.ts'

const integer = Type.Integer()
const moment = nullable(isoDate)
const textOrNull = nullable(Type.String())
const numberOrNull = nullable(Type.Number())

/** What a reviewer would do with the candidate. */
export const advices = ['strongYes', 'yes', 'no', 'strongNo'] as const
const advice = Type.Enum([...advices])

const target = {
  questionId: nullable(Type.Integer({ description: 'null: the interview as a whole' })),
  criterionId: nullable(Type.Integer({ description: 'null: the whole answer' })),
}

const comment = Type.Object({
  commentId: integer,
  questionId: nullable(integer),
  atMs: nullable(Type.Integer({ description: "The moment of the answer's recording" })),
  text: Type.String(),
  writtenAt: isoDate,
})

const review = Type.Object({
  reviewerId: integer,
  reviewer: Type.String({ description: 'Name, or else the e-mail address' }),
  advice: nullable(advice),
  summary: Type.String(),
  submittedAt: moment,
  independent: Type.Boolean({ description: "Handed in without having seen others'" }),
  score: nullable(Type.Number({ description: '1 to 5, the mean of their marks; docs/scoring.md' })),
  ratings: Type.Array(Type.Object({ ...target, mark: integer })),
  comments: Type.Array(comment),
})
export type Review = Type.Static<typeof review>
export type Comment = Type.Static<typeof comment>

/** What there is to mark of one answer, or of the interview where questionId is null. */
const sheet = Type.Object({
  questionId: nullable(integer),
  criteria: Type.Array(
    Type.Object({
      criterionId: nullable(integer),
      name: Type.String(),
      description: textOrNull,
      scale: Type.Array(Type.String(), { description: 'What each mark means, the lowest first' }),
    }),
  ),
})
export type Sheet = Type.Static<typeof sheet>

const scores = Type.Object({
  interviewScore: nullable(Type.Number({ description: '0 to 100: answers that score themselves' })),
  totalScore: nullable(Type.Number({ description: '1 to 5: the mean of the reviewers' })),
  percent: nullable(Type.Number({ description: '0 to 100: every question counts the same' })),
  passPercent: numberOrNull,
  result: nullable(Type.Enum(['Pass', 'Fail'])),
  reviewerCount: integer,
  automatic: Type.Array(
    Type.Object({ questionId: integer, percent: numberOrNull, redFlags: Type.Array(Type.String()) }),
  ),
})
export type Scores = Type.Static<typeof scores>

const about = { section: 'Ratings', access: 'user' } as const
const one = { ...about, model: 'Videointerview', params: Type.Object({ id: uuid }) } as const

export const getReviews = endpoint({
  ...one,
  method: 'GET',
  path: '/room/v1/candidates/:id/reviews',
  summary: 'Your review of an interview, and the others',
  about:
    "id is the interviewId. Others' reviews, and the scores made of them, are null until yours is handed in. Owners and recruiters who only decide may look without one (show=others): it is written down, and a later review of theirs says so.",
  query: { show: "others: look without a review of one's own" },
  reply: Type.Object({
    mine: nullable(review),
    others: nullable(Type.Array(review)),
    hidden: Type.Integer({ description: 'How many others have handed in and are not shown yet' }),
    sheets: Type.Array(sheet),
    scores,
  }),
})
export type Reviews = Type.Static<typeof getReviews.reply>

export const editReview = endpoint({
  ...one,
  method: 'PATCH',
  path: '/room/v1/candidates/:id/review',
  summary: 'Rate an interview',
  about:
    'Changes what the body names, in your own review. A mark of null takes it back. Nobody else sees it before it is handed in.',
  body: Type.Partial(
    Type.Object({
      ratings: Type.Array(Type.Object({ ...target, mark: nullable(Type.Integer({ minimum: 1, maximum: 10 })) }), {
        maxItems: 500,
      }),
      advice: nullable(advice),
      summary: text(20_000),
    }),
  ),
  reply: review,
  also: { 409: 'Not handed in yet, or withdrawn' },
})

export const submitReview = endpoint({
  ...one,
  method: 'POST',
  path: '/room/v1/candidates/:id/review/submit',
  summary: 'Hand in your review',
  about:
    'It needs a mark and an advice. From then on it counts, and you see the others. It can still be changed; each change is an event.',
  reply: review,
  also: { 409: 'Not handed in yet, or withdrawn' },
})

export const addComment = endpoint({
  ...one,
  method: 'POST',
  path: '/room/v1/candidates/:id/comments',
  summary: 'Comment on an interview',
  about:
    'On a moment of an answer (questionId and atMs), on an answer, or on the interview. Part of your review: others see it with that.',
  body: Type.Object({
    text: Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' }),
    questionId: Type.Optional(nullable(Type.Integer({ minimum: 1 }))),
    atMs: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 86_400_000 }))),
  }),
  reply: comment,
  also: { 409: 'Not handed in yet, or withdrawn' },
})

export const removeComment = endpoint({
  ...about,
  model: 'Comment',
  method: 'DELETE',
  path: '/room/v1/comments/:id',
  summary: 'Remove a comment of yours',
  params: Type.Object({ id: idInPath }),
  reply: Type.Object({ count: integer }),
})

export const getQueue = endpoint({
  ...about,
  model: 'Assessment',
  method: 'GET',
  path: '/room/v1/assessments/:id/review-queue',
  summary: 'The interviews that wait for your review',
  about: 'Handed in and not decided, without a review of yours; who has waited longest comes first.',
  params: Type.Object({ id: idInPath }),
  reply: Type.Object({ interviewIds: Type.Array(uuid) }),
})
