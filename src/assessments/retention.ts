import { sql } from 'kysely'
import * as interviews from '../interviews/interviews.ts'
import { atomically, type Ctx, contextOf, type World } from '../lib/context.ts'

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
  const failed: unknown[] = []
  for (const { companyId } of companies) {
    const ctx = contextOf(world, { kind: 'system', companyId })
    for await (const id of expired(ctx)) {
      await expire(ctx, id).then(
        (isDeleted) => {
          deleted += Number(isDeleted)
        },
        (error) => failed.push(error),
      )
    }
  }
  // One that cannot be deleted now is tried again with the next round, and keeps nobody else's.
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} interviews could not be deleted`)
  return deleted
}

async function* expired(ctx: Ctx): AsyncGenerator<number> {
  for (let after = 0; ; ) {
    const { rows } = await sql<{ id: number }>`
      select i.id from ${interviewsOver(ctx)} and i.id > ${after} order by i.id limit ${atOnce}`.execute(
      ctx.db.withoutPlugins(),
    )
    yield* rows.map(({ id }) => id)
    after = rows.at(-1)?.id ?? after
    if (rows.length < atOnce) return
  }
}

/** Looked at once more, and held: a deadline may have been put off since it was found, and a setting taken back. */
const expire = (outer: Ctx, id: number): Promise<boolean> =>
  atomically(outer, async (ctx) => {
    const { rows } = await sql`
      select i.id from ${interviewsOver(ctx)} and i.id = ${id} for update of i for share of a`.execute(ctx.db)
    return rows.length > 0 && (await interviews.expire(ctx, id))
  })

const interviewsOver = ({ actor, now }: Ctx) => sql`
  assessment a join interview i on i.company_id = a.company_id and i.assessment_id = a.id
  where a.company_id = ${actor.companyId} and a.retention_days is not null
    and ${over} + make_interval(days => a.retention_days) <= ${now()}`

/** When an interview was over: as long as it is open, also once more, it is not before its deadline. */
const over = sql`case
  when i.withdrawn_at is not null then i.withdrawn_at
  when i.submitted_at is not null and i.reopened_at is null then i.submitted_at
  else greatest(i.submitted_at, coalesce(i.expires_at, a.expires_at)) end`
