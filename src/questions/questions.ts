import { type Insertable, type Selectable, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { safeHtml } from '../assessments/safe-html.ts'
import * as criteria from '../criteria/criteria.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { refuseOverwriting } from '../lib/overwriting.ts'
import { invalid, unknown } from '../lib/problem.ts'
import type { DB } from '../lib/schema.ts'

export type Question = Selectable<DB['question']>
export type Option = { text: string; correct: boolean; redFlag: boolean; score: number | null }
export type QuestionWords = Partial<
  Omit<Insertable<DB['question']>, 'id' | 'companyId' | 'assessmentId' | 'createdAt' | 'updatedAt' | 'options'>
> & { options?: Option[] }

/** Employers keep the defaults, so they are the product: a minute to think, two to answer, two retakes. */
export const defaults = {
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
    const words = await fitToKeep(ctx, { ...defaults, ...given })
    const now = ctx.now()
    const question = await ctx.db
      .insertInto('question')
      .values({
        ...words,
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

/**
 * The words of a question as they are kept, in an assessment or in the library; `before` is what they change.
 * Throws `invalid` for limits that contradict each other and for criteria that the company has not.
 */
export async function fitToKeep<Words extends Omit<QuestionWords, 'position'>>(
  ctx: Ctx,
  given: Words,
  before: Limits = {},
) {
  refuseBackwardsWords({ ...before, ...given })
  if (given.criterionIds) await criteria.refuseUnknown(ctx, given.criterionIds as number[])
  return {
    ...given,
    ...(given.body !== undefined && { body: safeHtml(given.body) }),
    ...(given.options !== undefined && { options: JSON.stringify(given.options) }),
  } as Omit<Words, 'options'> & { options: string }
}

type Limits = Pick<QuestionWords, 'minWords' | 'maxWords'>

function refuseBackwardsWords({ minWords, maxWords }: Limits) {
  if (minWords == null || maxWords == null || minWords <= maxWords) return
  throw invalid('Question', { field: 'maxWords', code: 'custom', message: 'must not be less than minWords' })
}

const nextPosition = (ctx: Ctx, assessmentId: number) => sql<number>`(
  select coalesce(max(position), 0) + 1 from question
  where company_id = ${ctx.actor.companyId} and assessment_id = ${assessmentId})`

/** What is asked in an assessment from now on, in order. */
export async function list(ctx: Ctx, assessmentId: number): Promise<Question[]> {
  allow(ctx, 'assessment.read')
  await assessments.find(ctx, assessmentId)
  return ctx.db
    .selectFrom('question')
    .selectAll()
    .where('companyId', '=', ctx.actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .where('archivedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/**
 * Changes a question; once an interview has begun with it, by putting a new version in its place. `lastSeen`
 * is the updatedAt its editor read: throws `conflict` when somebody else changed it since.
 */
export function edit(outer: Ctx, id: number, given: QuestionWords, lastSeen?: string): Promise<Question> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const before = await hold(ctx, id)
    refuseOverwriting(before.updatedAt, lastSeen)
    const changed = { ...(await fitToKeep(ctx, given, before)), updatedAt: ctx.now() }
    const question = (await wasAsked(ctx, before))
      ? await supersede(ctx, before, changed)
      : await change(ctx, id, changed)
    await record(ctx, 'question.updated', question.id, { assessmentId: before.assessmentId, before: id })
    return question
  })
}

/** Takes a question out; it stays with those who have begun. */
export function remove(outer: Ctx, id: number): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const { assessmentId } = await hold(ctx, id)
    await change(ctx, id, { archivedAt: ctx.now(), updatedAt: ctx.now() })
    await record(ctx, 'question.removed', id, { assessmentId })
  })
}

async function hold({ db, actor }: Ctx, id: number): Promise<Question> {
  const question = await db
    .selectFrom('question')
    .selectAll()
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!question) throw unknown('Question', id)
  return question
}

/** Whether somebody began while it stood like this. What came after the last who began may still be changed in place. */
async function wasAsked({ db, actor }: Ctx, { assessmentId, createdAt }: Question): Promise<boolean> {
  const begun = await db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .where('startedAt', '>=', createdAt)
    .limit(1)
    .executeTakeFirst()
  return begun !== undefined
}

type Changed = Partial<Omit<Insertable<DB['question']>, 'id' | 'companyId' | 'assessmentId'>>

const change = ({ db, actor }: Ctx, id: number, changed: Changed): Promise<Question> =>
  db
    .updateTable('question')
    .set(changed as object)
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

async function supersede(ctx: Ctx, before: Question, changed: Changed): Promise<Question> {
  const now = ctx.now()
  await change(ctx, before.id, { archivedAt: now })
  const { id: _, options, ...kept } = before
  return ctx.db
    .insertInto('question')
    .values({ ...kept, options: JSON.stringify(options), ...changed, createdAt: now, updatedAt: now } as never)
    .returningAll()
    .executeTakeFirstOrThrow()
}
