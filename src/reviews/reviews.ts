import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import * as interviews from '../interviews/interviews.ts'
import { atomically, type UserCtx } from '../lib/context.ts'
import { invalid, Problem, unknown } from '../lib/problem.ts'
import { type Advice, listReviews, type Review, type Target } from './rows.ts'
import * as scores from './scores.ts'
import { type Sheet, sheetsOf } from './sheets.ts'
import { placeOfSummary, sealWords } from './words.ts'

export type ReviewWords = {
  ratings?: (Target & { mark: number | null })[]
  advice?: Advice | null
  summary?: string
}

export type Seen = {
  mine: Review | null
  /** Null until one's own is handed in: nobody rates better for knowing what others think. */
  others: Review[] | null
  hidden: number
  sheets: Sheet[]
  scores: scores.Scores & { passThreshold: number | null }
}

/**
 * One's own review, and as soon as that is handed in, everybody's. With `informed`, an owner or recruiter who only
 * decides looks before: that is written down, and in their review if they ever hand one in.
 */
export async function look(ctx: UserCtx, uuid: string, informed: boolean): Promise<Seen> {
  allow(ctx, 'interview.review')
  if (informed) await lookBefore(ctx, uuid)
  const { id } = await interviews.findByUuid(ctx, uuid)
  const [all, worked, answered, passThreshold] = await Promise.all([
    listReviews(ctx, id),
    scores.workOut(ctx, id),
    scores.findAnswered(ctx, id),
    findThreshold(ctx, id),
  ])
  const mine = all.find(({ reviewerId }) => reviewerId === ctx.actor.userId) ?? null
  const others = all.filter((review) => review !== mine && review.submittedAt)
  const isShown = mine !== null && (mine.submittedAt !== null || mine.informedAt !== null)
  return {
    mine,
    others: isShown ? others : null,
    hidden: isShown ? 0 : others.length,
    sheets: await sheetsOf(ctx, answered),
    scores: { ...(isShown ? worked : { ...worked, totalScore: null, percent: null }), passThreshold },
  }
}

function lookBefore(outer: UserCtx, uuid: string): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.decide')
    const { id } = await hold(ctx, uuid)
    await begin(ctx, id)
    const { numUpdatedRows } = await ctx.db
      .updateTable('review')
      .set({ informedAt: ctx.now() })
      .where(own(ctx, id))
      .where('submittedAt', 'is', null)
      .where('informedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await record(ctx, 'review.informed', id)
  })
}

/** Changes what is said in one's own review. One that was handed in counts anew at once. */
export function edit(outer: UserCtx, uuid: string, given: ReviewWords): Promise<Review> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.review')
    const { id, candidateId } = await hold(ctx, uuid)
    await begin(ctx, id)
    const { dataKey } = await candidates.find(ctx, candidateId)
    await rate(ctx, id, given.ratings ?? [])
    await say(ctx, id, dataKey, given)
    const review = await findOwn(ctx, id)
    if (review.submittedAt) {
      refuseUnfinished(review)
      await scores.refresh(ctx, id)
    }
    await record(ctx, review.submittedAt ? 'review.changed' : 'review.rated', id, { changed: Object.keys(given) })
    return review
  })
}

/** Hands one's review in: it counts from now on. */
export function submit(outer: UserCtx, uuid: string): Promise<Review> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.review')
    const { id } = await hold(ctx, uuid)
    await begin(ctx, id)
    refuseUnfinished(await findOwn(ctx, id))
    const { numUpdatedRows } = await ctx.db
      .updateTable('review')
      .set({ submittedAt: ctx.now() })
      .where(own(ctx, id))
      .where('submittedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) {
      await scores.refresh(ctx, id)
      await record(ctx, 'review.submitted', id)
    }
    return findOwn(ctx, id)
  })
}

/** Held to the end of the transaction: the scores are made of all reviews, and two may come in at once. */
export async function hold(ctx: UserCtx, uuid: string): Promise<{ id: number; candidateId: number }> {
  const { id, candidateId, submittedAt, withdrawnAt } = await interviews.findByUuid(ctx, uuid)
  if (withdrawnAt) throw new Problem('conflict', 'This interview was withdrawn')
  if (!submittedAt) throw new Problem('conflict', 'This interview was not handed in yet')
  await ctx.db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return { id, candidateId }
}

/** A review is there from the first word. */
export async function begin({ db, actor, now }: UserCtx, interviewId: number): Promise<void> {
  await db
    .insertInto('review')
    .values({
      interviewId,
      reviewerId: actor.userId,
      begunAt: now(),
      updatedAt: now(),
      companyId: actor.companyId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A condition: one's own review of an interview, and what belongs to it. */
const own = ({ actor }: UserCtx, interviewId: number) =>
  sql<boolean>`company_id = ${actor.companyId} and interview_id = ${interviewId} and reviewer_id = ${actor.userId}`

async function rate(ctx: UserCtx, interviewId: number, ratings: NonNullable<ReviewWords['ratings']>): Promise<void> {
  if (ratings.length === 0) return
  const sheets = await sheetsOf(ctx, await scores.findAnswered(ctx, interviewId))
  // Of two marks for one thing the later is meant.
  const last = new Map(ratings.map((rating) => [`${rating.questionId} ${rating.criterionId}`, rating]))
  const given = [...last.values()].map((rating) => ({ ...rating, levels: levelsOf(sheets, rating) }))
  for (const { mark, questionId, criterionId } of given) {
    if (mark !== null) continue
    await ctx.db
      .deleteFrom('rating')
      .where(own(ctx, interviewId))
      .where('questionId', 'is not distinct from', questionId)
      .where('criterionId', 'is not distinct from', criterionId)
      .execute()
  }
  const { companyId, userId: reviewerId } = ctx.actor
  const marks = given.flatMap(({ mark, ...rest }) =>
    mark === null ? [] : [{ ...rest, mark, interviewId, reviewerId, ratedAt: ctx.now(), companyId }],
  )
  if (marks.length === 0) return
  const target = ['companyId', 'interviewId', 'reviewerId', 'questionId', 'criterionId'] as const
  await ctx.db
    .insertInto('rating')
    .values(marks)
    .onConflict((conflict) =>
      conflict.columns([...target]).doUpdateSet(({ ref }) => ({
        mark: ref('excluded.mark'),
        levels: ref('excluded.levels'),
        ratedAt: ref('excluded.ratedAt'),
      })),
    )
    .execute()
}

/** How many levels a target has; throws for one that is not to be marked here, or has no such mark. */
function levelsOf(sheets: Sheet[], { questionId, criterionId, mark }: Target & { mark: number | null }): number {
  const sheet = sheets.find((each) => each.questionId === questionId)
  if (!sheet) throw unknown('Question', questionId)
  const criterion = sheet.criteria.find((each) => each.criterionId === criterionId)
  if (!criterion) throw unknown('RatingCriteria', criterionId)
  const levels = criterion.scale.length
  if (mark !== null && mark > levels)
    throw invalid('Review', { field: 'ratings', code: 'inclusion', message: `go from 1 to ${levels} here` })
  return levels
}

async function say(ctx: UserCtx, interviewId: number, dataKey: KeyObject, { advice, summary }: ReviewWords) {
  const place = placeOfSummary(interviewId, ctx.actor.userId)
  await ctx.db
    .updateTable('review')
    .set({
      updatedAt: ctx.now(),
      ...(advice !== undefined && { advice }),
      ...(summary !== undefined && { summary: summary.trim() ? sealWords(dataKey, place, summary) : null }),
    })
    .where(own(ctx, interviewId))
    .execute()
}

export async function findOwn(ctx: UserCtx, interviewId: number): Promise<Review> {
  const [review] = await listReviews(ctx, interviewId, ctx.actor.userId)
  if (!review) throw new Error('A review that was begun is not there')
  return review
}

function refuseUnfinished({ ratings, advice }: Review): void {
  if (ratings.length === 0) throw new Problem('conflict', 'Give at least one mark first', { name: 'NO_MARK' })
  if (!advice) throw new Problem('conflict', 'Say what you would do with the candidate first', { name: 'NO_ADVICE' })
}

async function findThreshold({ db, actor }: UserCtx, interviewId: number): Promise<number | null> {
  const { passThreshold } = await db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .select('a.passThreshold')
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', interviewId)
    .executeTakeFirstOrThrow()
  return passThreshold
}
