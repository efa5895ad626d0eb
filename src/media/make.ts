import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../lib/context.ts'
import { type Container, containerNamed } from './container.ts'
import { encode, repair, type Work } from './ffmpeg.ts'
import type { Chunk } from './joined.ts'
import { pieceKeys, playableKey } from './keys.ts'
import { type Keep, type Remuxed, remux } from './remux.ts'

/** What was recorded, in order, and how long that took. */
export type Recorded = {
  segmentId: string
  chunks: Chunk[]
  mimeType: string
  recordedMs: number | null
  mediaKey: KeyObject
}

/** A file made of it, and what came of that. */
export type Made = { output: string; result: Remuxed }

/**
 * A file that plays and seeks. Where our own way gives less than was recorded and the machine has an ffmpeg, that tries
 * too, for it finds its way again after damage; the longer of the two is taken.
 */
export async function makePlayable(ctx: Ctx, recorded: Recorded, keep: Keep = 'all'): Promise<Made> {
  const ours = await remuxed(ctx, recorded, recorded, keep)
  const { result } = ours
  const isLess = result.at === 'unplayable' ? !result.foreign : !isWhole(recorded.recordedMs, result.durationMs)
  const theirs = isLess ? await through(ctx, recorded, repair, { keep }) : undefined
  if (!theirs || lengthOf(theirs) <= lengthOf(ours)) {
    await drop(ctx, theirs)
    return ours
  }
  await drop(ctx, ours)
  return theirs
}

/** A copy in H.264 and AAC; undefined where there is no ffmpeg, or it made nothing of it. */
export async function makeCopy(ctx: Ctx, recorded: Recorded): Promise<Made | undefined> {
  const made = await through(ctx, recorded, encode, { mimeType: 'video/mp4' })
  if (made?.result.at === 'playable') return made
  await drop(ctx, made)
  return undefined
}

/** The sound alone, for those who are to hear and not to see. */
export async function makeSound(ctx: Ctx, recorded: Recorded): Promise<Made | undefined> {
  const made = await makePlayable(ctx, recorded, 'sound')
  return made.result.at === 'playable' ? made : undefined
}

/** A recorder's clock and its file differ by a few frames; a second, or one in fifty, is something lost. */
export const isWhole = (recordedMs: number | null, durationMs: number) =>
  recordedMs === null || Math.abs(recordedMs - durationMs) <= Math.max(1000, recordedMs * 0.02)

const lengthOf = ({ result }: Made) => (result.at === 'playable' ? result.durationMs : -1)

const drop = async (ctx: Ctx, made: Made | undefined) => made && (await ctx.media.remove(made.output))

async function remuxed(
  ctx: Ctx,
  { segmentId, mediaKey }: Recorded,
  of: Pick<Recorded, 'chunks' | 'mimeType'>,
  keep: Keep,
) {
  const output = playableKey(ctx.actor.companyId, segmentId)
  const { chunks, mimeType } = of
  return { output, result: await remux({ store: ctx.media, mediaKey, chunks, mimeType, output, keep }) }
}

/** What ffmpeg makes streams: a length and an index it gets as everything does, by being remuxed. */
async function through(
  ctx: Ctx,
  recorded: Recorded,
  how: (work: Work) => Promise<Chunk[] | undefined>,
  { mimeType = recorded.mimeType, keep = 'all' as Keep } = {},
): Promise<Made | undefined> {
  const container: Container | undefined = containerNamed(recorded.mimeType)
  if (!ctx.ffmpeg || !container) return undefined
  const { segmentId, mediaKey, chunks } = recorded
  const keyOf = pieceKeys(ctx.actor.companyId, segmentId)
  const pieces = await how({ ffmpeg: ctx.ffmpeg, store: ctx.media, mediaKey, chunks, container, keyOf })
  if (!pieces) return undefined
  try {
    const type = container === 'ogg' && mimeType === recorded.mimeType ? 'audio/webm' : mimeType
    return await remuxed(ctx, recorded, { chunks: pieces, mimeType: type }, keep)
  } finally {
    for (const { key } of pieces) await ctx.media.remove(key)
  }
}
