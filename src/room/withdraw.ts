import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { plan } from '../invitations/plan.ts'
import { queueLetter } from '../invitations/queue.ts'
import { atomically } from '../lib/context.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'

/**
 * Takes an interview back, at any time, with everything answered in it: takes, recordings and words are deleted, and
 * its share links end. That there was an invitation, and that it was withdrawn, stays. Said again, it changes nothing.
 */
export function withdraw(outer: CandidateCtx): Promise<Date> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const { withdrawnAt } = await interview.find(ctx)
    if (withdrawnAt) return withdrawnAt
    const now = ctx.now()
    await mark(ctx, now)
    await plan(ctx, sql`i.id = ${ctx.actor.interviewId}`)
    await forget(ctx)
    await queueLetter(ctx, 'withdrawn', ctx.actor.interviewId)
    await record(ctx, 'interview.withdrawn', ctx.actor.interviewId)
    return now
  })
}

async function mark({ db, actor }: CandidateCtx, now: Date): Promise<void> {
  await db
    .updateTable('interview')
    .set({ withdrawnAt: now, updatedAt: now })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .execute()
  await db
    .updateTable('shareLink')
    .set({ revokedAt: now })
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', actor.interviewId)
    .where('revokedAt', 'is', null)
    .execute()
}

/** Segments, chunks and answers go with their takes, and what lies in the media store is queued for removal. */
async function forget({ db, actor }: CandidateCtx): Promise<void> {
  for (const table of ['take', 'writtenAnswer', 'fileAnswer', 'formerAnswer', 'firstDevice'] as const) {
    await db
      .deleteFrom(table)
      .where('companyId', '=', actor.companyId)
      .where('interviewId', '=', actor.interviewId)
      .execute()
  }
}
