import { atomically, type Ctx } from '../lib/context.ts'
import { copySegment } from './jobs.ts'
import type { Found } from './playing.ts'

/** Where the copy of a segment stands: on its way, there, or not to be had. */
export type CopyState = 'preparing' | 'ready' | 'impossible'

/**
 * Asks for a copy of a segment that plays in every browser. Encoding costs minutes of a processor, so it is done when
 * the first browser that needs it asks. `playing` is the segment, found by somebody who may see it.
 */
export function ask(outer: Ctx, { segmentId }: Found): Promise<CopyState> {
  return atomically(outer, async (ctx) => {
    const { companyId } = ctx.actor
    const { numInsertedOrUpdatedRows } = await ctx.db
      .insertInto('rendition')
      .values({ segmentId, askedAt: ctx.now(), failedAt: ctx.ffmpeg ? null : ctx.now(), companyId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (ctx.ffmpeg && numInsertedOrUpdatedRows === 1n) await ctx.jobs.enqueue(ctx, copySegment, { segmentId })
    const { readyAt, failedAt } = await ctx.db
      .selectFrom('rendition')
      .select(['readyAt', 'failedAt'])
      .where('companyId', '=', companyId)
      .where('segmentId', '=', segmentId)
      .executeTakeFirstOrThrow()
    return readyAt ? 'ready' : failedAt ? 'impossible' : 'preparing'
  })
}
