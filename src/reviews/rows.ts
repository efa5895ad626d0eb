import { sql } from 'kysely'
import * as candidates from '../candidates/candidates.ts'
import type { Ctx } from '../lib/context.ts'
import { type Mark, scoreOf } from './formulas.ts'
import { openWords, placeOfComment, placeOfSummary } from './words.ts'

export type Advice = 'strongYes' | 'yes' | 'no' | 'strongNo'
export type Target = { questionId: number | null; criterionId: number | null }

export type Comment = {
  id: number
  questionId: number | null
  atMs: number | null
  text: string
  writtenAt: Date
}

export type Review = {
  reviewerId: number
  reviewer: string
  advice: Advice | null
  summary: string
  submittedAt: Date | null
  informedAt: Date | null
  ratings: (Target & Mark)[]
  score: number | null
  comments: Comment[]
}

type Row = Omit<Review, 'summary' | 'score' | 'comments' | 'ratings'> & {
  summary: Buffer | null
  ratings: Review['ratings'] | null
}

/** The reviews of an interview, opened; only one reviewer's where one is named. */
export async function listReviews(ctx: Ctx, interviewId: number, reviewerId?: number): Promise<Review[]> {
  const { companyId } = ctx.actor
  const { rows } = await sql<Row>`
    select v.reviewer_id as "reviewerId", coalesce(nullif(u.name, ''), u.email) as reviewer, v.advice, v.summary,
      v.submitted_at as "submittedAt", v.informed_at as "informedAt", (
        select json_agg(json_build_object('questionId', r.question_id, 'criterionId', r.criterion_id,
          'mark', r.mark, 'levels', r.levels) order by r.id)
        from rating r where r.company_id = v.company_id and r.interview_id = v.interview_id
          and r.reviewer_id = v.reviewer_id
      ) as ratings
    from review v join "user" u on u.company_id = v.company_id and u.id = v.reviewer_id
    where v.company_id = ${companyId} and v.interview_id = ${interviewId}
      and ${reviewerId === undefined ? sql`true` : sql`v.reviewer_id = ${reviewerId}`}
    order by v.submitted_at, v.reviewer_id`.execute(ctx.db.withoutPlugins())
  if (rows.length === 0) return []
  const dataKey = await candidates.dataKeyOf(ctx, interviewId)
  const comments = await listComments(ctx, interviewId)
  return rows.map(({ summary, ratings, ...review }) => ({
    ...review,
    ratings: ratings ?? [],
    score: scoreOf(ratings ?? []),
    summary: summary ? openWords(dataKey, placeOfSummary(interviewId, review.reviewerId), summary) : '',
    comments: comments
      .filter((each) => each.reviewerId === review.reviewerId)
      .map(({ reviewerId, words, ...comment }) => ({
        ...comment,
        text: openWords(dataKey, placeOfComment(interviewId, reviewerId), words),
      })),
  }))
}

const listComments = ({ db, actor }: Ctx, interviewId: number) =>
  db
    .selectFrom('reviewComment')
    .select(['id', 'reviewerId', 'questionId', 'atMs', 'words', 'writtenAt'])
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .orderBy('id')
    .execute()
