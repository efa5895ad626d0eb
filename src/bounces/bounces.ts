import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { plan } from '../invitations/plan.ts'
import { atomically, type Ctx, contextOf, type World } from '../lib/context.ts'
import type { Report } from './report.ts'
import { sentenceOf } from './sentences.ts'

/** A letter that is being handed over this very moment: what became of it can be told when that is done. */
export class StillLeaving extends Error {}

/** A claim that is older is a dead worker's. */
const longestHandoverMs = 10 * 60_000

/** No mail server tries for longer, and no report comes later. */
const longestMs = 30 * 86_400_000

/**
 * Notes what became of a letter, once. One that is lost is shown with the candidate; where that is for good (5.x.x), letters to
 * this address have no point, and reminders stop. A report touches only the letter whose id it knows, so the company that sent
 * it; one of no letter changes nothing.
 */
export async function take(world: World, report: Report): Promise<void> {
  const letter = await find(world, report.letterId)
  if (!letter) return takeNotice(world, report)
  const now = world.now().getTime()
  if (!letter.sentAt && letter.claimedAt && letter.claimedAt.getTime() > now - longestHandoverMs)
    throw new StillLeaving(`Letter ${report.letterId} is still leaving`)
  if (!letter.sentAt || letter.sentAt.getTime() < now - longestMs) return
  const ctx = contextOf(world, { kind: 'system', companyId: letter.companyId })
  await (report.action === 'failed' ? fail(ctx, letter, report.status) : delay(ctx, letter.id))
}

/** A letter to somebody of the company: whoever looks for why a colleague gets none finds it in the database. */
async function takeNotice({ database, now }: World, { letterId, action, status }: Report): Promise<void> {
  const notice = await database.system
    .selectFrom('notice')
    .select(['id', 'companyId'])
    .where('id', '=', letterId)
    .where('sentAt', 'is not', null)
    .executeTakeFirst()
  if (!notice || action !== 'failed') return
  await database
    .of(notice.companyId)
    .updateTable('notice')
    .set({ failedAt: now(), failure: sentenceOf(status) })
    .where('companyId', '=', notice.companyId)
    .where('id', '=', notice.id)
    .where('failedAt', 'is', null)
    .execute()
}

type Letter = NonNullable<Awaited<ReturnType<typeof find>>>

const find = ({ database }: World, letterId: string) =>
  database.system
    .selectFrom('letter')
    .select(['id', 'companyId', 'interviewId', 'claimedAt', 'sentAt', 'sentTo'])
    .where('id', '=', letterId)
    .where('failedAt', 'is', null)
    .executeTakeFirst()

function fail(outer: Ctx, { id, interviewId, sentTo }: Letter, status: string): Promise<void> {
  return atomically(outer, async (ctx) => {
    const failure = sentenceOf(status)
    const { numUpdatedRows } = await ctx.db
      .updateTable('letter')
      .set({ failedAt: ctx.now(), failure, delayedAt: null })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .where('failedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    if (status.startsWith('5') && sentTo) await giveUp(ctx, interviewId, sentTo, failure)
    await plan(ctx, sql`i.id = ${interviewId}`)
    await record(ctx, 'interview.letter_failed', interviewId, { failure })
  })
}

/** Marks the address the letter went to, and none that the candidate has had since. */
async function giveUp(ctx: Ctx, interviewId: number, sentTo: Buffer, undeliverable: string): Promise<void> {
  const { companyId } = ctx.actor
  const marked = await ctx.db
    .updateTable('candidate')
    .set({ undeliverableAt: ctx.now(), undeliverable })
    .where('companyId', '=', companyId)
    .where('emailHash', '=', sentTo)
    .where('id', '=', (select) =>
      select
        .selectFrom('interview')
        .select('candidateId')
        .where('companyId', '=', companyId)
        .where('id', '=', interviewId),
    )
    .returning('id')
    .executeTakeFirst()
  if (marked) await plan(ctx, sql`i.candidate_id = ${marked.id}`)
}

async function delay({ db, actor, now }: Ctx, letterId: string): Promise<void> {
  await db
    .updateTable('letter')
    .set({ delayedAt: now() })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', letterId)
    .where('failedAt', 'is', null)
    .execute()
}
