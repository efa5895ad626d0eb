import { contentDigest } from '../digest.ts'
import { pauseAfter } from './pace.ts'
import type { Quality } from './quality.ts'
import { type Ending, type RecorderRun, record } from './run.ts'
import { type Desk, holdSegment } from './sitting.ts'
import { stillOf } from './still.ts'

export type NewSegment = { takeId: string; questionId: number; number: number; quality: Quality }

export type Told = {
  slice: (slice: Blob) => void
  /** After the last slice is on the shelf. `silentMs`: how long nothing had come before. */
  ended: (reason: Ending, silentMs: number) => void
  /** The device has no room left for what is being recorded, or has again. */
  storing: (works: boolean) => void
}

/** Records one segment onto the shelf, slice after slice; the uploader takes them from there. */
export function recordSegment(desk: Desk, stream: MediaStream, segment: NewSegment, told: Told): RecorderRun {
  const { quality, ...given } = segment
  const { room, shelf, uploader } = desk
  const { number } = given
  const id = crypto.randomUUID()
  const letGo = holdSegment(id)
  let isOver = false
  let arrived: (() => void) | undefined
  let last = Promise.resolve()
  let count = 0
  const then = (work: () => Promise<void>) => {
    last = last.then(() => keepTrying(work, told.storing)).then(uploader.more)
  }

  const run = record(stream, quality, {
    slice(slice, recordedMs) {
      told.slice(slice)
      const index = count++
      then(async () => {
        const bytes = await slice.arrayBuffer()
        await shelf.add({ segmentId: id, index, bytes, digest: await contentDigest(bytes) }, recordedMs)
      })
    },
    ended(reason, recordedMs, silentMs) {
      then(() => shelf.end(id, reason, recordedMs))
      void last.then(() => {
        isOver = true
        arrived?.()
        letGo()
        told.ended(reason, silentMs)
      })
    },
  })
  const { mimeType } = run
  const ofStart = number === 0 && quality.video.bits > 0 ? stillOf(stream) : undefined
  void ofStart?.then((still) => still && then(() => shelf.addStill(id, still)))
  then(() => shelf.begin({ id, room, ...given, mimeType, begunAt: Date.now(), count: 0, bytes: 0, recordedMs: 0 }))
  return {
    ...run,
    /** Also where it is over already. */
    stop(reason) {
      if (!isOver) arrived ??= uploader.expect()
      run.stop(reason)
    },
  }
}

/** What the device cannot store waits in memory, in order, until uploading has made room. */
async function keepTrying(work: () => Promise<void>, storing: (works: boolean) => void): Promise<void> {
  for (let failures = 0; ; ) {
    try {
      await work()
      if (failures > 0) storing(true)
      return
    } catch {
      failures++
      if (failures > 1) storing(false)
      await new Promise((rested) => setTimeout(rested, pauseAfter(failures)))
    }
  }
}
