import { emailHash } from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { LetterRefused } from '../lib/mail.ts'
import { readLetter } from './reading.ts'

/** A worker that claimed a letter and said nothing for so long is dead. */
const claimMs = 120_000

/**
 * Sends one letter, once: the claim is one UPDATE that repeats "not sent, not in anyone's hands", so two workers can
 * never both hold it. Throws when the mail server does not take it; the letter is then free for the next try. One that is
 * refused for good is marked so, for the recruiter to see; one that has nothing to say any more is dropped.
 */
export async function send(ctx: Ctx, letterId: string): Promise<void> {
  if (!(await claim(ctx, letterId))) return refuseUnsent(ctx, letterId)
  const found = await readLetter(ctx, letterId)
  // Deleted since it was queued: there is nobody to write to.
  if (!found) return
  if ('needless' in found) return mark(ctx, letterId, { droppedAt: ctx.now(), dropped: found.needless })
  const { letter, interviewId } = found
  const sentTo = emailHash(ctx, letter.to)
  try {
    await ctx.letters.send(letter)
  } catch (error) {
    if (error instanceof LetterRefused) return fail(ctx, letterId, interviewId, error.message)
    await mark(ctx, letterId, { claimedAt: null })
    throw error
  }
  await mark(ctx, letterId, { sentAt: ctx.now(), sentTo })
}

const fail = (outer: Ctx, letterId: string, interviewId: number, failure: string) =>
  atomically(outer, async (ctx) => {
    await mark(ctx, letterId, { failedAt: ctx.now(), failure })
    await record(ctx, 'interview.letter_failed', interviewId, { failure })
  })

async function claim(ctx: Ctx, letterId: string): Promise<boolean> {
  const now = ctx.now()
  const { numUpdatedRows } = await ctx.db
    .updateTable('letter')
    .set({ claimedAt: now })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', letterId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('droppedAt', 'is', null)
    .where((letter) =>
      letter.or([letter('claimedAt', 'is', null), letter('claimedAt', '<', new Date(now.getTime() - claimMs))]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Sent or gone is done; in another worker's hands is not: that one may have died, so the job must come again. */
async function refuseUnsent({ db, actor }: Ctx, letterId: string) {
  const unsent = await db
    .selectFrom('letter')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', letterId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('droppedAt', 'is', null)
    .executeTakeFirst()
  if (unsent) throw new Error(`Letter ${letterId} is in another worker's hands`)
}

type How =
  | { claimedAt: null }
  | { sentAt: Date; sentTo: Buffer }
  | { failedAt: Date; failure: string }
  | { droppedAt: Date; dropped: string }

async function mark({ db, actor }: Ctx, letterId: string, how: How): Promise<void> {
  await db.updateTable('letter').set(how).where('companyId', '=', actor.companyId).where('id', '=', letterId).execute()
}
