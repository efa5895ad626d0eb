import {
  type EncodedPacket,
  type Input,
  Mp4OutputFormat,
  Output,
  type StreamTarget,
  WebMOutputFormat,
} from 'mediabunny'
import { type Lane, lanesOf, type TrackFound } from './lanes.ts'
import type { Keep } from './remux.ts'

/** A file that is not what it was said to be. The message is for the recruiter. */
export class Unplayable extends Error {}

export type Copied = { mimeType: string; tracks: TrackFound[] }

/**
 * Copies pictures and sound as they are into a file that seeks: WebM with its length and cues, or MP4 with
 * its index in front. Where the input breaks off or is damaged, the copy ends there.
 */
export async function copyMedia(input: Input, target: StreamTarget, keep: Keep): Promise<Copied> {
  const lanes = (await lanesOf(input)).filter(({ found }) => keep === 'all' || found.kind === 'audio')
  if (lanes.length === 0)
    throw new Unplayable(
      keep === 'all' ? 'The recording holds neither pictures nor sound' : 'The recording holds no sound',
    )
  const output = await outputFor(lanes, target)
  await output.start()
  await interleave(lanes)
  const mimeType = await output.getMimeType()
  await output.finalize()
  return { mimeType, tracks: lanes.map((lane) => lane.found) }
}

const webmCodecs = new Set(['vp8', 'vp9', 'av1', 'opus', 'vorbis'])

/** An index in front needs its room kept free, and so the number of packets known. */
async function outputFor(lanes: Lane[], target: StreamTarget): Promise<Output> {
  const webm = lanes.every((lane) => webmCodecs.has(lane.found.codec))
  const format = webm ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'reserve' })
  const output = new Output({ format, target })
  for (const lane of lanes) lane.join(output, webm ? 0 : await count(lane.packets()))
  return output
}

/** Earliest first over all lanes, moved so that the earliest of all is at zero: WebM knows no time before. */
async function interleave(lanes: Lane[]): Promise<void> {
  const running = await Promise.all(lanes.map((lane) => advance({ lane, packets: lane.packets() })))
  const begin = Math.min(...running.map(timeOf))
  if (begin === Number.POSITIVE_INFINITY) throw new Unplayable('The recording is empty')
  for (let next = earliest(running); next.packet; next = earliest(running)) {
    await next.lane.add(next.packet.clone({ timestamp: next.packet.timestamp - begin }))
    await advance(next)
  }
}

type Running = { lane: Lane; packets: AsyncGenerator<EncodedPacket>; packet?: EncodedPacket | undefined }

async function advance(running: Running): Promise<Running> {
  const next = await running.packets.next()
  running.packet = next.done ? undefined : next.value
  return running
}

const timeOf = (running: Running) => running.packet?.timestamp ?? Number.POSITIVE_INFINITY

const earliest = (running: Running[]) => running.reduce((a, b) => (timeOf(b) < timeOf(a) ? b : a))

async function count(packets: AsyncIterable<unknown>): Promise<number> {
  let total = 0
  for await (const _ of packets) total++
  return total
}
