import type { KeyObject } from 'node:crypto'
import { CustomSource } from 'mediabunny'
import { readWhole } from './sealed-file.ts'
import type { MediaStore } from './store.ts'

export type Chunk = { key: string; bytes: number }

const chunksHeld = 4

/** The chunks of a segment, in order, read as one file; only the last few used are held in memory. */
export function joinChunks(store: MediaStore, mediaKey: KeyObject, chunks: Chunk[]) {
  const starts = startsOf(chunks)
  const size = starts.at(-1) ?? 0
  const held = new Map<number, Promise<Buffer>>()
  let failure: unknown

  async function read(start: number, end: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let index = chunkAt(starts, start); index < chunks.length && (starts[index] ?? size) < end; index++) {
      const from = starts[index] ?? size
      parts.push((await hold(index)).subarray(Math.max(start - from, 0), end - from))
    }
    return Buffer.concat(parts)
  }

  function hold(index: number): Promise<Buffer> {
    const chunk = chunks[index]
    if (!chunk) throw new Error(`There is no chunk ${index}`)
    const plain = held.get(index) ?? readWhole(store, chunk.key, mediaKey, chunk.bytes).catch(remember)
    held.delete(index)
    held.set(index, plain)
    const oldest = held.keys().next().value
    if (held.size > chunksHeld && oldest !== undefined) held.delete(oldest)
    return plain
  }

  function remember(error: unknown): never {
    failure = error
    throw error
  }

  /** A parser may take a chunk we failed to read for the end of the recording: that must not pass as success. */
  function throwIfUnread(): void {
    if (failure) throw failure
  }

  const source = () => new CustomSource({ getSize: () => size, read, prefetchProfile: 'fileSystem' })
  return { size, read, source, throwIfUnread }
}

/** Where each chunk begins, and last where all end. */
function startsOf(chunks: Chunk[]): number[] {
  const starts = [0]
  for (const { bytes } of chunks) starts.push((starts.at(-1) ?? 0) + bytes)
  return starts
}

function chunkAt(starts: number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low
}
