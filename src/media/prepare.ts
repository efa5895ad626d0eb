import type { KeyObject } from 'node:crypto'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { keyFor } from '../lib/vault.ts'
import type { Chunk } from './joined.ts'
import { chunkKey, playableKey } from './keys.ts'
import { type Remuxed, remux } from './remux.ts'

type Sealed = { mimeType: string; recordedMs: number | null; chunkCount: number | null; mediaKey: KeyObject }

/** Makes a sealed segment playable. Run twice, the second finds it done, or does it again and steps back. */
export async function prepare(ctx: Ctx, segmentId: string): Promise<void> {
  const segment = await findWaiting(ctx, segmentId)
  if (!segment) return
  const { mediaKey, mimeType } = segment
  const chunks = await chunksOf(ctx, segmentId)
  const output = playableKey(ctx.actor.companyId, segmentId)
  const result = await remux({ store: ctx.media.place, mediaKey, chunks, mimeType, output })
  const settled = await settle(ctx, segmentId, output, segment, result)
  if (!settled) await ctx.media.remove(output)
}

async function findWaiting({ db, actor, vault }: Ctx, segmentId: string): Promise<Sealed | undefined> {
  const row = await db
    .selectFrom('segment as s')
    .innerJoin('take as t', (on) => on.onRef('t.companyId', '=', 's.companyId').onRef('t.id', '=', 's.takeId'))
    .innerJoin('interview as i', (on) =>
      on.onRef('i.companyId', '=', 't.companyId').onRef('i.id', '=', 't.interviewId'),
    )
    .innerJoin('candidateKey as k', (on) =>
      on.onRef('k.companyId', '=', 'i.companyId').onRef('k.candidateId', '=', 'i.candidateId'),
    )
    .select(['s.mimeType', 's.recordedMs', 's.chunkCount', 'k.wrapped'])
    .where('s.companyId', '=', actor.companyId)
    .where('s.id', '=', segmentId)
    .where('s.sealedAt', 'is not', null)
    .where('s.readyAt', 'is', null)
    .where('s.failedAt', 'is', null)
    .executeTakeFirst()
  return row && { ...row, mediaKey: keyFor(vault.unwrap(actor.companyId, row.wrapped), 'media') }
}

/** In order, as far as they follow each other: of a segment sealed for silence there may be more. */
async function chunksOf({ db, actor }: Ctx, segmentId: string): Promise<Chunk[]> {
  const rows = await db
    .selectFrom('chunk')
    .innerJoin('segment as s', (on) =>
      on.onRef('s.companyId', '=', 'chunk.companyId').onRef('s.id', '=', 'chunk.segmentId'),
    )
    .select(['chunk.index', 'chunk.bytes', 'chunk.sha256'])
    .where('chunk.companyId', '=', actor.companyId)
    .where('chunk.segmentId', '=', segmentId)
    .whereRef('chunk.index', '<', 's.chunkCount')
    .orderBy('chunk.index')
    .execute()
  return rows.map(({ index, bytes, sha256 }) => ({ key: chunkKey(actor.companyId, segmentId, index, sha256), bytes }))
}

/** Switches the segment to its playable file, unless another run did, or late chunks have opened it again. */
function settle(outer: Ctx, segmentId: string, output: string, segment: Sealed, result: Remuxed): Promise<boolean> {
  return atomically(outer, async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('segment')
      .set(outcome(ctx.now(), output, segment, result))
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', segmentId)
      .where('chunkCount', '=', segment.chunkCount)
      .where('sealedAt', 'is not', null)
      .where('readyAt', 'is', null)
      .where('failedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await record(ctx, result.at === 'playable' ? 'media.ready' : 'media.failed', segmentId)
    return true
  })
}

function outcome(now: Date, output: string, { recordedMs }: Sealed, result: Remuxed) {
  if (result.at === 'unplayable') return { failedAt: now, failure: result.because }
  return {
    readyAt: now,
    mediaKey: output,
    mediaType: result.mimeType,
    mediaBytes: result.bytes,
    mediaMs: result.durationMs,
    mediaSha256: Buffer.from(result.sha256, 'hex'),
    failure: isWhole(recordedMs, result.durationMs) ? null : shorter(recordedMs, result.durationMs),
  }
}

/** A recorder's clock and its file differ by a few frames; a second, or one in fifty, is something lost. */
export const isWhole = (recordedMs: number | null, durationMs: number) =>
  recordedMs === null || Math.abs(recordedMs - durationMs) <= Math.max(1000, recordedMs * 0.02)

const shorter = (recordedMs: number | null, durationMs: number) =>
  `${seconds(recordedMs ?? 0)} were recorded and ${seconds(durationMs)} can be played; what was uploaded is kept`

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`
