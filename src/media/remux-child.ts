import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { CustomSource, Input, MP4, OGG, StreamTarget, WEBM } from 'mediabunny'
import { containerFound, containerNamed } from './container.ts'
import { type Copied, copyMedia, Unplayable } from './copy.ts'
import { diskStore } from './disk.ts'
import { joinChunks } from './joined.ts'
import type { Keep, RemuxJob, RemuxReply } from './remux.ts'
import { type SealedDraft, startSealed } from './sealed-draft.ts'
import { openSealed } from './sealed-file.ts'
import { type MediaStore, StoreFull } from './store.ts'

/** Not the recording it was said to be. */
class Foreign extends Unplayable {}

const formats = { webm: WEBM, mp4: MP4, ogg: OGG }

/**
 * Takes one job from stdin and answers on stdout. It runs apart because forged files make any parser spin or
 * swell, and it holds nothing but one candidate's media key.
 */
const job: RemuxJob = JSON.parse(await text(process.stdin))
process.stdout.write(JSON.stringify(await attempt(job)))

async function attempt(job: RemuxJob): Promise<RemuxReply> {
  try {
    return { at: 'done', ...(await remux(job)) }
  } catch (error) {
    if (error instanceof Unplayable) return { at: 'refused', because: error.message, foreign: error instanceof Foreign }
    if (error instanceof StoreFull) return { at: 'full' }
    return { at: 'broken', because: String(error) }
  }
}

async function remux(job: RemuxJob) {
  const store = diskStore(job.folder)
  const mediaKey = createSecretKey(Buffer.from(job.mediaKey, 'base64'))
  const chunks = joinChunks(store, mediaKey, job.chunks)
  const container = checkContainer(job.mimeType, await chunks.read(0, Math.min(64, chunks.size)))
  const input = new Input({ source: chunks.source(), formats: [formats[container]] })
  const draft = await startSealed(await store.create(job.output), mediaKey)
  try {
    const copied = await copyInto(draft, input, job.keep).finally(() => chunks.throwIfUnread())
    const bytes = await draft.publish()
    return { ...copied, bytes, ...(await verify(store, job.output, mediaKey, bytes)) }
  } catch (error) {
    await draft.discard().catch(() => {})
    await store.remove(job.output)
    throw error
  }
}

/** Only what a recorder writes gets to a parser at all: no playlist, no page, no picture. */
function checkContainer(mimeType: string, head: Uint8Array) {
  const named = containerNamed(mimeType)
  const found = containerFound(head)
  if (!named) throw new Foreign(`${mimeType} is not a kind of recording we know`)
  if (!found) throw new Foreign('The upload is not an audio or video recording')
  if (named !== found) throw new Foreign(`The upload was said to be ${named} and is ${found}`)
  return found
}

async function copyInto(draft: SealedDraft, input: Input, keep: Keep): Promise<Copied> {
  const writable = new WritableStream({ write: ({ position, data }) => draft.write(position, data) })
  try {
    return await copyMedia(input, new StreamTarget(writable), keep)
  } catch (error) {
    if (error instanceof StoreFull || error instanceof Unplayable) throw error
    throw new Unplayable('The recording is damaged and cannot be read', { cause: error })
  }
}

/** Reads back from the disk what was written, for its digest and for the length a player will show. */
async function verify(store: MediaStore, key: string, mediaKey: KeyObject, bytes: number) {
  const file = await openSealed(store, key, mediaKey, bytes)
  const source = new CustomSource({ getSize: () => bytes, read: (start, end) => file.read(start, end) })
  const seconds = await new Input({ source, formats: [WEBM, MP4] }).computeDuration()
  const hash = createHash('sha256')
  for await (const piece of file.stream(0, bytes)) hash.update(piece)
  return { durationMs: Math.round(seconds * 1000), sha256: hash.digest('hex') }
}
