import { atomically, type Ctx } from '../lib/context.ts'
import { copySegment, soundOfSegment } from './jobs.ts'
import type { CopyKind, Found } from './playing.ts'

/** Where the copy of a segment stands: on its way, there, or not to be had. */
export type CopyState = 'preparing' | 'ready' | 'impossible'

/**
 * Asks for a copy of a segment: one that plays in every browser, or its sound alone. Encoding costs minutes of a
 * processor, so it is done when the first who needs it asks. The segment was found by somebody who may have that copy.
 */
export function ask(outer: Ctx, { segmentId }: Pick<Found, 'segmentId'>, kind: CopyKind = 'mp4'): Promise<CopyState> {
  return atomically(outer, async (ctx) => {
    const { companyId } = ctx.actor
    const isPossible = kind === 'sound' || ctx.ffmpeg !== undefined
    const { numInsertedOrUpdatedRows } = await ctx.db
      .insertInto('rendition')
      .values({ segmentId, kind, askedAt: ctx.now(), failedAt: isPossible ? null : ctx.now(), companyId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    const job = kind === 'sound' ? soundOfSegment : copySegment
    if (isPossible && numInsertedOrUpdatedRows === 1n) await ctx.jobs.enqueue(ctx, job, { segmentId })
    const { readyAt, failedAt } = await ctx.db
      .selectFrom('rendition')
      .select(['readyAt', 'failedAt'])
      .where('companyId', '=', companyId)
      .where('segmentId', '=', segmentId)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow()
    return readyAt ? 'ready' : failedAt ? 'impossible' : 'preparing'
  })
}
