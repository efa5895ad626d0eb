import { sql } from 'kysely'
import { recordAll } from '../events/events.ts'
import { atomically, type Ctx, type World } from '../lib/context.ts'
import { holdDue, inPagesOfCompanies } from './due.ts'
import { plan } from './plan.ts'

/** Notes whose deadline has passed unanswered, in every company, and says so once, however many processes look. */
export const expireDue = (world: World, stop?: AbortSignal): Promise<number> =>
  inPagesOfCompanies(world, 'expiry', expireSome, stop)

/** The claim repeats "still due" after planning anew: a deadline may have been put off since. */
function expireSome(outer: Ctx): Promise<number> {
  return atomically(outer, async (ctx) => {
    const { db, actor } = ctx
    const now = ctx.now()
    const ids = await holdDue(ctx, 'expiry')
    await plan(ctx, sql`i.id = any(${ids}::bigint[])`)
    const { rows } = await sql<{ id: number }>`
      update interview set expired_at = ${now}, expiry_due_at = null, next_reminder_at = null, updated_at = ${now}
      where company_id = ${actor.companyId} and id = any(${ids}::bigint[]) and expiry_due_at <= ${now}
      returning id`.execute(db.withoutPlugins())
    await recordAll(
      ctx,
      'interview.expired',
      rows.map(({ id }) => id),
    )
    return ids.length
  })
}
