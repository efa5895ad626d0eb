import { sql } from 'kysely'
import * as interviews from '../interviews/interviews.ts'
import { type Ctx, contextOf, type World } from '../lib/context.ts'

const atOnce = 100

/**
 * Deletes interviews that are older than their assessment keeps them, counted from the day they were handed in, or else
 * from their deadline: with everything recorded, and the person with their last one. Run twice at once, each is gone once.
 */
export async function sweepRetention(world: World): Promise<number> {
  const companies = await world.database.system
    .selectFrom('assessment')
    .select('companyId')
    .distinct()
    .where('retentionDays', 'is not', null)
    .execute()
  let deleted = 0
  for (const { companyId } of companies) deleted += await sweepCompany(contextOf(world, { kind: 'system', companyId }))
  return deleted
}

async function sweepCompany(ctx: Ctx): Promise<number> {
  let deleted = 0
  for (;;) {
    const ids = await findExpired(ctx)
    for (const id of ids) if (await interviews.expire(ctx, id)) deleted++
    if (ids.length < atOnce) return deleted
  }
}

async function findExpired({ db, actor, now }: Ctx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select i.id from assessment a join interview i on i.company_id = a.company_id and i.assessment_id = a.id
    where a.company_id = ${actor.companyId} and a.retention_days is not null
      and ${over} + make_interval(days => a.retention_days) <= ${now()}
    order by i.id limit ${atOnce}`.execute(db.withoutPlugins())
  return rows.map(({ id }) => id)
}

/** When an interview was over: as long as it is open, also once more, it is not before its deadline. */
const over = sql`case
  when i.withdrawn_at is not null then i.withdrawn_at
  when i.submitted_at is not null and i.reopened_at is null then i.submitted_at
  else greatest(i.submitted_at, coalesce(i.expires_at, a.expires_at)) end`
