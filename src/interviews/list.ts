import { type RawBuilder, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { emailHash } from '../candidates/candidates.ts'
import type { Ctx } from '../lib/context.ts'
import { type Filter, idOf } from '../lib/filter.ts'
import { isMasked } from './masking.ts'
import { type InterviewRow, readRows, status } from './rows.ts'

/** `count` is the number of rows that follow, known before the first is sent. */
export type InterviewList = { count: number; isReviewed: boolean; batches: AsyncIterable<InterviewRow[]> }

/** Up to so many rows are one statement. */
const whole = 500
/** More come in pages small enough to be garbage before they are old. */
const page = 100

/**
 * An assessment's interviews, newest first unless told otherwise. Up to some hundred are one statement; more is read in
 * pages from one snapshot, so that memory stays flat and the count stays true while others write.
 */
export async function list(ctx: Ctx, assessmentId: number, filter: Filter): Promise<InterviewList> {
  allow(ctx, 'candidate.read')
  const narrowed = sql`i.assessment_id = ${assessmentId} ${conditions(ctx, filter)}`
  const oldestFirst = filter.order?.direction === 'asc'
  const limit = filter.limit ?? Infinity
  const first = { limit: Math.min(limit, whole + 1), skip: filter.skip, oldestFirst }
  const [rows, isReviewed] = await Promise.all([readRows(ctx, narrowed, first), isWhollyReviewed(ctx, assessmentId)])
  // Rows prove that the assessment is there; without any, it may not be.
  if (rows.length === 0) await assessments.find(ctx, assessmentId)
  if (rows.length <= whole) return { count: rows.length, isReviewed, batches: once(rows) }
  return { isReviewed, ...(await snapshot(ctx, narrowed, { ...first, limit })) }
}

/** Something was handed in, and nothing that was is without a review. */
async function isWhollyReviewed({ db, actor: { companyId } }: Ctx, assessmentId: number): Promise<boolean> {
  const { rows } = await sql<{ isReviewed: boolean }>`
    select exists (select from interview where company_id = ${companyId} and assessment_id = ${assessmentId}
        and reviewer_count is not null)
      and not exists (select from interview where company_id = ${companyId} and assessment_id = ${assessmentId}
        and submitted_at is not null and withdrawn_at is null and reviewer_count is null)
      as "isReviewed"`.execute(db.withoutPlugins())
  return rows[0]?.isReviewed ?? false
}

async function* once<T>(rows: T): AsyncGenerator<T> {
  yield rows
}

function conditions(ctx: Ctx, { where }: Filter): RawBuilder<unknown> {
  const said = Object.entries(where).map(([field, value]) => sql` and ${condition[field]?.(ctx, value) ?? sql`true`}`)
  return said.length === 0 ? sql`` : sql.join(said, sql``)
}

type Value = Filter['where'][string]

/** The fields a list can be narrowed by. An address is looked up by its keyed hash; of somebody masked, nothing is found by who they are. */
const condition: Record<string, (ctx: Ctx, value: Value) => RawBuilder<unknown>> = {
  status: (ctx, value) => sql`${status(ctx.now())} = ${String(value)}`,
  outcome: (_, value) => sql`i.outcome is not distinct from ${value === null ? null : String(value)}`,
  interviewId: (_, value) => sql`i.uuid::text = ${String(value).toLowerCase()}`,
  profileId: (ctx, value) => sql`(i.candidate_id = ${idOf(value)} and not ${isMasked(ctx)})`,
  id: (_, value) => sql`i.id = ${idOf(value)}`,
  candidateEmail: (ctx, value) => sql`(c.email_hash = ${emailHash(ctx, String(value))} and not ${isMasked(ctx)})`,
}

export const filterable = { where: Object.keys(condition), order: ['id', 'createdAt'] }

async function snapshot(
  ctx: Ctx,
  narrowed: RawBuilder<unknown>,
  { limit, skip, oldestFirst }: { limit: number; skip: number; oldestFirst: boolean },
) {
  const transaction = await ctx.db.startTransaction().setIsolationLevel('repeatable read').execute()
  const inside = { ...ctx, db: transaction }
  try {
    const { rows } = await sql<{ total: number }>`
      select count(*) as total from interview i
      join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
      join candidate c on c.company_id = i.company_id and c.id = i.candidate_id
      where i.company_id = ${ctx.actor.companyId} and ${narrowed}`.execute(transaction)
    const count = Math.max(0, Math.min(limit, (rows[0]?.total ?? 0) - skip))
    return { count, batches: pages() }
  } catch (error) {
    await transaction.rollback().execute()
    throw error
  }

  async function* pages(): AsyncGenerator<InterviewRow[]> {
    try {
      let after = sql`true`
      for (let read = 0; read < limit; read += page) {
        const batch = { limit: Math.min(page, limit - read), skip: read === 0 ? skip : 0, oldestFirst, amongMany: true }
        const rows = await readRows(inside, sql`${narrowed} and ${after}`, batch)
        if (rows.length > 0) yield rows
        const last = rows.at(-1)
        if (!last || rows.length < page) return
        after = oldestFirst ? sql`i.id > ${last.id}` : sql`i.id < ${last.id}`
      }
    } finally {
      await transaction.rollback().execute()
    }
  }
}
