import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { isWhole, type Made, makeCopy, makePlayable, makeSound } from './make.ts'
import type { CopyKind } from './playing.ts'
import { findRecorded } from './recorded.ts'

const waiting = sql`s.ready_at is null and s.failed_at is null`

/** Makes a sealed segment playable. Run twice, the second finds it done, or does it again and steps back. */
export async function prepare(ctx: Ctx, segmentId: string): Promise<void> {
  const recorded = await findRecorded(ctx, segmentId, waiting)
  if (!recorded) return
  const made = await makePlayable(ctx, recorded)
  const settled = await settle(ctx, segmentId, recorded, made)
  if (!settled) await ctx.media.remove(made.output)
}

/** Makes the copy that was asked for. Run twice, as above. */
export async function prepareCopy(ctx: Ctx, segmentId: string, kind: CopyKind): Promise<void> {
  const wanted = sql`exists (select from rendition r where r.company_id = s.company_id and r.segment_id = s.id
    and r.kind = ${kind} and r.ready_at is null and r.failed_at is null)`
  const recorded = await findRecorded(ctx, segmentId, wanted)
  if (!recorded) return
  const made = await (kind === 'sound' ? makeSound : makeCopy)(ctx, recorded)
  const done = made?.result.at === 'playable' && { readyAt: ctx.now(), ...columnsOf(made.output, made.result) }
  const { numUpdatedRows } = await ctx.db
    .updateTable('rendition')
    .set(done || { failedAt: ctx.now() })
    .where('companyId', '=', ctx.actor.companyId)
    .where('segmentId', '=', segmentId)
    .where('kind', '=', kind)
    .where('readyAt', 'is', null)
    .where('failedAt', 'is', null)
    .executeTakeFirst()
  if (made && numUpdatedRows === 0n) await ctx.media.remove(made.output)
}

type Sealed = { recordedMs: number | null; chunkCount: number | null }

/** Switches the segment to its playable file, unless another run did, or late chunks have opened it again. */
function settle(outer: Ctx, segmentId: string, segment: Sealed, made: Made): Promise<boolean> {
  return atomically(outer, async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('segment')
      .set(outcome(ctx.now(), segment, made))
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', segmentId)
      .where('chunkCount', '=', segment.chunkCount)
      .where('sealedAt', 'is not', null)
      .where('readyAt', 'is', null)
      .where('failedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await dropCopies(ctx, segmentId)
    await record(ctx, made.result.at === 'playable' ? 'media.ready' : 'media.failed', segmentId)
    return true
  })
}

/** Copies of what the segment was before are no copies of what it is. */
const dropCopies = ({ db, actor }: Ctx, segmentId: string) =>
  db.deleteFrom('rendition').where('companyId', '=', actor.companyId).where('segmentId', '=', segmentId).execute()

function outcome(now: Date, { recordedMs }: Sealed, { output, result }: Made) {
  if (result.at === 'unplayable') return { failedAt: now, failure: result.because }
  return {
    readyAt: now,
    ...columnsOf(output, result),
    failure: isWhole(recordedMs, result.durationMs) ? null : shorter(recordedMs, result.durationMs),
  }
}

/** What is known of a file that plays. */
const columnsOf = (output: string, made: { mimeType: string; bytes: number; durationMs: number; sha256: string }) => ({
  mediaKey: output,
  mediaType: made.mimeType,
  mediaBytes: made.bytes,
  mediaMs: made.durationMs,
  mediaSha256: Buffer.from(made.sha256, 'hex'),
})

const shorter = (recordedMs: number | null, durationMs: number) =>
  `${seconds(recordedMs ?? 0)} were recorded and ${seconds(durationMs)} can be played; what was uploaded is kept`

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`
