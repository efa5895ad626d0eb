import { sql } from 'kysely'
import { emailHash } from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { LetterRefused } from '../lib/mail.ts'
import { plan } from './plan.ts'
import { readLetter } from './reading.ts'
import { isUntimely, putOff } from './untimely.ts'

/** A worker that claimed a letter and said nothing for so long is dead: twice what one may take (lib/mail.ts). */
const claimMs = 300_000

/**
 * Sends one letter, once: the claim is one UPDATE that repeats "not sent, not in anyone's hands", so two workers can
 * never both hold it. Throws when the mail server does not take it; the letter is then free for the next try. One that is
 * refused for good is marked so, for the recruiter to see; one that has nothing to say any more is dropped.
 */
export async function send(ctx: Ctx, letterId: string): Promise<void> {
  if (!(await claim(ctx, letterId))) return (await putOff(ctx, letterId)) ? undefined : refuseUnsent(ctx, letterId)
  const found = await readLetter(ctx, letterId)
  // Deleted since it was queued: there is nobody to write to.
  if (!found) return
  if ('needless' in found) return drop(ctx, letterId, found.needless)
  const { letter, interviewId } = found
  const sentTo = emailHash(ctx, letter.to)
  try {
    await ctx.letters.send(letter)
  } catch (error) {
    if (error instanceof LetterRefused) return fail(ctx, { letterId, interviewId, sentTo }, error.message)
    await mark(ctx, letterId, { claimedAt: null })
    throw error
  }
  await markSent(ctx, letterId, sentTo)
}

/**
 * At once, without waiting for the disk: a worker that is killed between the mail server's word and this leaves a letter that
 * is sent again, so there is to be no time between. A power cut forgets some hundred milliseconds of it.
 */
async function markSent({ db, actor, now }: Ctx, letterId: string, sentTo: Buffer): Promise<void> {
  await sql`
    update letter set sent_at = ${now()}, sent_to = ${sentTo} from ${quick}
    where company_id = ${actor.companyId} and id = ${letterId}`.execute(db)
}

/** For this statement alone. */
const quick = sql`(select set_config('synchronous_commit', 'off', true)) quick`

type Refused = { letterId: string; interviewId: number; sentTo: Buffer }

const fail = (outer: Ctx, { letterId, interviewId, sentTo }: Refused, failure: string) =>
  atomically(outer, async (ctx) => {
    await mark(ctx, letterId, { failedAt: ctx.now(), failure, sentTo })
    await plan(ctx, sql`i.id = ${interviewId}`)
    await record(ctx, 'interview.letter_failed', interviewId, { failure })
  })

/** One that never left does not count among the reminders that did. */
async function drop({ db, actor, now }: Ctx, letterId: string, why: string): Promise<void> {
  await sql`
    with dropped as (
      update letter set dropped_at = ${now()}, dropped = ${why}
      where company_id = ${actor.companyId} and id = ${letterId} and dropped_at is null
      returning company_id, interview_id, kind)
    update interview i set reminders_sent = i.reminders_sent - 1
    from dropped d where i.company_id = d.company_id and i.id = d.interview_id and d.kind = 'reminder'`.execute(db)
}

/** Does not wait for the disk: a claim that PostgreSQL forgets in a crash is made again. */
async function claim({ db, actor, now }: Ctx, letterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update letter l set claimed_at = ${now()} from ${quick}
    where l.company_id = ${actor.companyId} and l.id = ${letterId} and ${isFree(now())}
      and not ${isUntimely(now())}`.execute(db)
  return numAffectedRows === 1n
}

const isFree = (now: Date) => sql`l.sent_at is null and l.failed_at is null and l.dropped_at is null
  and (l.claimed_at is null or l.claimed_at < ${new Date(now.getTime() - claimMs)})`

/** Sent, gone or put off is done; in another worker's hands is not: that one may have died, so the job must come again. */
async function refuseUnsent({ db, actor }: Ctx, letterId: string) {
  const unsent = await db
    .selectFrom('letter')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', letterId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('putOffUntil', 'is', null)
    .where('droppedAt', 'is', null)
    .executeTakeFirst()
  if (unsent) throw new Error(`Letter ${letterId} is in another worker's hands`)
}

type How = { claimedAt: null } | { failedAt: Date; failure: string; sentTo: Buffer }

/** In a transaction, for the connections that single statements share are not to wait for the disk at each letter. */
const mark = (outer: Ctx, letterId: string, how: How) =>
  atomically(outer, ({ db, actor }) =>
    db.updateTable('letter').set(how).where('companyId', '=', actor.companyId).where('id', '=', letterId).execute(),
  )
