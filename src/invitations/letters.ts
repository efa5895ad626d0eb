import { sql } from 'kysely'
import { emailHash } from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type World } from '../lib/context.ts'
import { givenUpAt, type Outbox, type Ready, sendDue } from '../lib/outbox.ts'
import { unhurried } from '../lib/unhurried.ts'
import { plan } from './plan.ts'
import { readLetter } from './reading.ts'
import { putOff } from './untimely.ts'

/** Sends what is due to candidates. */
export const sendLetters = (world: World, stop: AbortSignal) => sendDue(world, outbox, stop)

type Leaving = Ready & { interviewId: number }

/**
 * One that is refused for good, or tells a deadline that has passed since, is marked so for the recruiter to see; one that has
 * nothing to say any more is dropped; one that is late for its evening waits.
 */
const outbox: Outbox<Leaving> = {
  table: 'letter',

  async read(ctx, letterId) {
    const found = await readLetter(ctx, letterId)
    // Deleted since it was queued: there is nobody to write to.
    if (!found) return undefined
    if ('needless' in found) await drop(ctx, letterId, found.needless)
    else if (found.isUntimely) await putOff(ctx, letterId)
    else if (found.isOvertaken) await fail(ctx, letterId, found, 'The deadline passed before it could leave', false)
    else return { ...found, until: givenUpAt(found.queuedAt) }
  },

  // Without a pause: a worker that is killed between the mail server's word and ours leaves a letter that is sent again.
  async sent(ctx, letterId, { letter }) {
    await sql`
      update letter set sent_at = ${ctx.now()}, sent_to = ${emailHash(ctx, letter.to)}, due_at = null, trouble = null
      from ${unhurried} where company_id = ${ctx.actor.companyId} and id = ${letterId}`.execute(ctx.db)
  },

  failed: fail,
}

type Failing = Omit<Leaving, 'until'>

/** Who did not get a letter for a reason of ours has an address that is as good as ever: that is another event. */
function fail(outer: Ctx, letterId: string, of: Failing, failure: string, isRefused: boolean): Promise<void> {
  const { letter, interviewId } = of
  return atomically(outer, async (ctx) => {
    await ctx.db
      .updateTable('letter')
      .set({ failedAt: ctx.now(), failure, sentTo: emailHash(ctx, letter.to), dueAt: null, trouble: null })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', letterId)
      .execute()
    await plan(ctx, sql`i.id = ${interviewId}`)
    await record(ctx, `interview.letter_${isRefused ? 'failed' : 'unsent'}`, interviewId, { failure })
  })
}

/** One that never left does not count among the reminders that did. */
async function drop({ db, actor, now }: Ctx, letterId: string, why: string): Promise<void> {
  await sql`
    with dropped as (
      update letter set dropped_at = ${now()}, dropped = ${why}, due_at = null
      where company_id = ${actor.companyId} and id = ${letterId} and dropped_at is null
      returning company_id, interview_id, kind)
    update interview i set reminders_sent = i.reminders_sent - 1
    from dropped d where i.company_id = d.company_id and i.id = d.interview_id and d.kind = 'reminder'`.execute(db)
}
