import { type RawBuilder, sql } from 'kysely'
import { type Ctx, contextOf, type World } from '../lib/context.ts'

/** A page is worked out in one go, while nobody else is answered. */
const dueAtOnce = 100

/** Enough to see many companies at once, and few enough to be nothing. */
const seenAtOnce = 1000

/** What can be due: a table, and the column that says when. Each has an index of what is planned and nothing else. */
const kinds = {
  reminder: [sql`interview`, sql`next_reminder_at`],
  expiry: [sql`interview`, sql`expiry_due_at`],
} as const
export type DueKind = keyof typeof kinds

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

/** Of those due longest. */
export function companiesWith(kind: DueKind, now: Date): RawBuilder<{ companyId: number }> {
  const [table, moment] = kinds[kind]
  return sql`select distinct company_id as "companyId" from (
    select company_id from ${table} where ${moment} <= ${now} order by ${moment} limit ${seenAtOnce}) due`
}

/** One company's next page, held: what another process holds is being done. */
export function pageOf(kind: DueKind, companyId: number, now: Date): RawBuilder<{ id: number }> {
  const [table, moment] = kinds[kind]
  return sql`select id from ${table} where company_id = ${companyId} and ${moment} <= ${now}
    order by ${moment} limit ${dueAtOnce} for update skip locked`
}

export async function holdDue<Id = number>({ db, actor, now }: Ctx, kind: DueKind): Promise<Id[]> {
  const { rows } = await pageOf(kind, actor.companyId, now()).execute(db.withoutPlugins())
  return rows.map(({ id }) => id as Id)
}
