import { sql } from 'kysely'
import { atomically, type Ctx, type World } from '../lib/context.ts'
import { daytime } from './daytime.ts'
import { holdDue, inPagesOfCompanies } from './due.ts'
import { sendLetter } from './jobs.ts'
import { zone } from './plan.ts'

/** Queues again what was put off to this morning: the same letter, so that one taken unnoticed is seen to be one. */
export const sendPutOff = (world: World, stop?: AbortSignal): Promise<number> =>
  inPagesOfCompanies(world, 'putOff', sendSome, stop)

function sendSome(outer: Ctx): Promise<number> {
  return atomically(outer, async (ctx) => {
    const ids = await holdDue<string>(ctx, 'putOff')
    await sql`
      update letter l set put_off_until = null, leave_by = ${daytime.evening(ctx.now())}
      from interview i join company c on c.id = i.company_id cross join lateral (select ${zone} as zone) z
      where l.company_id = ${ctx.actor.companyId} and l.id = any(${ids}::uuid[])
        and i.company_id = l.company_id and i.id = l.interview_id`.execute(ctx.db)
    await ctx.jobs.enqueueAll(
      ctx,
      sendLetter,
      ids.map((letterId) => ({ letterId })),
    )
    return ids.length
  })
}
