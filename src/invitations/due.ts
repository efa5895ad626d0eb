import { type RawBuilder, sql } from 'kysely'
import { type Ctx, contextOf, type World } from '../lib/context.ts'

/** A page is worked out in one go, while nobody else is answered. */
const dueAtOnce = 100

/** When interviews are due, by which column. Each has an index of a company's that are planned, and nothing else. */
const moments = { reminder: sql`next_reminder_at`, expiry: sql`expiry_due_at` } as const
export type DueKind = keyof typeof moments

/**
 * Does a page of what is due for each company that has any, and again until none is left: one with a hundred thousand
 * keeps no other waiting. `doSome` answers how many rows it held; none is left when other processes hold the rest.
 */
export async function inPagesOfCompanies(
  world: World,
  kind: DueKind,
  doSome: (ctx: Ctx) => Promise<number>,
  stop?: AbortSignal,
): Promise<number> {
  for (let done = 0; ; ) {
    let held = 0
    for (const companyId of await companiesWithDue(world, kind))
      if (!stop?.aborted) held += await doSome(contextOf(world, { kind: 'system', companyId }))
    if (held === 0) return done
    done += held
  }
}

async function companiesWithDue({ database, now }: World, kind: DueKind): Promise<number[]> {
  const { rows } = await companiesWith(kind, now()).execute(database.system.withoutPlugins())
  return rows.map(({ companyId }) => companyId)
}

export const companiesWith = (kind: DueKind, now: Date): RawBuilder<{ companyId: number }> =>
  sql`select c.id as "companyId" from company c cross join lateral (
    select from interview i where i.company_id = c.id and ${moments[kind]} <= ${now}
    order by ${moments[kind]} limit 1) due`

/** One company's next page, held: what another process holds is being done. */
export const pageOf = (kind: DueKind, companyId: number, now: Date): RawBuilder<{ id: number }> =>
  sql`select id from interview where company_id = ${companyId} and ${moments[kind]} <= ${now}
    order by ${moments[kind]} limit ${dueAtOnce} for update skip locked`

export async function holdDue({ db, actor, now }: Ctx, kind: DueKind): Promise<number[]> {
  const { rows } = await pageOf(kind, actor.companyId, now()).execute(db.withoutPlugins())
  return rows.map(({ id }) => id)
}
