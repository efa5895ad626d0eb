import { type Insertable, type Selectable, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { safeHtml } from '../assessments/safe-html.ts'
import * as criteria from '../criteria/criteria.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { invalid } from '../lib/problem.ts'
import type { DB } from '../lib/schema.ts'

export type Question = Selectable<DB['question']>
export type Option = { text: string; correct: boolean; redFlag: boolean; score: number | null }
export type QuestionWords = Partial<
  Omit<Insertable<DB['question']>, 'id' | 'companyId' | 'assessmentId' | 'createdAt' | 'updatedAt' | 'options'>
> & { options?: Option[] }

/** Employers keep the defaults, so they are the product: a minute to think, two to answer, two retakes. */
const defaults = {
  body: 'Tell us about yourself.',
  type: 'video',
  prepSeconds: 60,
  maxAnswerSeconds: 120,
  maxRetakes: 2,
  options: [] as Option[],
  singleChoice: true,
  criterionIds: [] as number[],
}

export function add(outer: Ctx, assessmentId: number, given: QuestionWords): Promise<Question> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    await assessments.find(ctx, assessmentId)
    const { options, body, ...rest } = { ...defaults, ...given }
    refuseBackwardsWords(rest)
    await criteria.refuseUnknown(ctx, rest.criterionIds as number[])
    const now = ctx.now()
    const question = await ctx.db
      .insertInto('question')
      .values({
        ...rest,
        body: safeHtml(body),
        options: JSON.stringify(options),
        position: given.position ?? nextPosition(ctx, assessmentId),
        createdAt: now,
        updatedAt: now,
        assessmentId,
        companyId: ctx.actor.companyId,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(ctx, 'question.created', question.id, { assessmentId })
    return question
  })
}

function refuseBackwardsWords({ minWords, maxWords }: QuestionWords) {
  if (minWords == null || maxWords == null || minWords <= maxWords) return
  throw invalid('Question', { field: 'maxWords', code: 'custom', message: 'must not be less than minWords' })
}

const nextPosition = (ctx: Ctx, assessmentId: number) => sql<number>`(
  select coalesce(max(position), 0) + 1 from question
  where company_id = ${ctx.actor.companyId} and assessment_id = ${assessmentId})`

/** An assessment's questions in the order they are asked. */
export const listOf = ({ db, actor }: Ctx, assessmentId: number): Promise<Question[]> =>
  db
    .selectFrom('question')
    .selectAll()
    .where('companyId', '=', actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .orderBy('position')
    .orderBy('id')
    .execute()
