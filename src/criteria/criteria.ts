import type { Insertable, Selectable } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import type { Filter } from '../lib/filter.ts'
import { inPages } from '../lib/pages.ts'
import { unknown } from '../lib/problem.ts'
import type { DB } from '../lib/schema.ts'

export type Criterion = Selectable<DB['criterion']>
export type CriterionWords = Partial<Pick<Insertable<DB['criterion']>, 'name' | 'description' | 'archivedAt'>> & {
  scale?: string[]
}

const defaults = { name: 'New criterion', scale: ['Poor', 'Fair', 'Good', 'Very good', 'Excellent'] }

export function create(outer: Ctx, given: CriterionWords): Promise<Criterion> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'criterion.write')
    const { scale, ...rest } = { ...defaults, ...given }
    const now = ctx.now()
    const criterion = await ctx.db
      .insertInto('criterion')
      .values({ ...rest, scale: JSON.stringify(scale), createdAt: now, updatedAt: now, companyId: ctx.actor.companyId })
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(ctx, 'criterion.created', criterion.id)
    return criterion
  })
}

export function edit(outer: Ctx, id: number, { scale, ...given }: CriterionWords): Promise<Criterion> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'criterion.write')
    const criterion = await ctx.db
      .updateTable('criterion')
      .set({ ...given, ...(scale ? { scale: JSON.stringify(scale) } : {}), updatedAt: ctx.now() })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (!criterion) throw unknown('RatingCriteria', id)
    await record(ctx, 'criterion.updated', id)
    return criterion
  })
}

/** All of them, oldest first unless told otherwise, a page at a time. */
export function list(ctx: Ctx, filter: Filter): AsyncGenerator<Criterion[]> {
  allow(ctx, 'criterion.read')
  const { where, order } = filter
  let query = ctx.db.selectFrom('criterion').selectAll().where('companyId', '=', ctx.actor.companyId)
  if (where.criteriaName !== undefined) query = query.where('name', '=', String(where.criteriaName))
  if (where.archived !== undefined) query = query.where('archivedAt', isTrue(where.archived) ? 'is not' : 'is', null)
  const ordered = query.orderBy(order?.by === 'criteriaName' ? 'name' : 'id', order?.direction ?? 'asc').orderBy('id')
  return inPages(filter, (limit, offset) => ordered.limit(limit).offset(offset).execute())
}

/** `filter[where][archived]=false` arrives as text. */
const isTrue = (value: Filter['where'][string]) => value === true || value === 'true' || value === 1 || value === '1'

/** Refuses ids that are not this company's criteria. */
export async function refuseUnknown({ db, actor }: Ctx, ids: number[]) {
  if (ids.length === 0) return
  const found = await db
    .selectFrom('criterion')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', 'in', ids)
    .execute()
  const missing = ids.find((id) => !found.some((criterion) => criterion.id === id))
  if (missing !== undefined) throw unknown('RatingCriteria', missing)
}
