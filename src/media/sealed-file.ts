import type { KeyObject } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  blockBytes,
  blockLength,
  blocksIn,
  Damaged,
  type FileKey,
  headerBytes,
  newFileKey,
  openBlock,
  overheadBytes,
  placeInFile,
  readFileKey,
  sealBlock,
  sealedSize,
} from './blocks.ts'
import type { MediaStore, StoredObject } from './store.ts'

const blocksAtOnce = 4

/** A stored file seen as the plaintext it holds. */
export type SealedFile = {
  readonly bytes: number
  read(start: number, end: number): Promise<Buffer>
  /** Flat in memory, whatever the range; closes the file when it ends or is destroyed. */
  stream(start: number, end: number): Readable
  close(): Promise<void>
}

/** Seals a file that fits in memory, a chunk of a recording. */
export function sealWhole(mediaKey: KeyObject, plain: Uint8Array): Buffer {
  const file = newFileKey(mediaKey)
  const blocks = Array.from({ length: blocksIn(plain.length) }, (_, index) =>
    sealBlock(file, index, plain.subarray(index * blockBytes, (index + 1) * blockBytes)),
  )
  return Buffer.concat([file.header, ...blocks])
}

/** Opens a stored file whose plaintext must be `bytes` long; throws Damaged when it cannot be that file. */
export async function openSealed(
  store: MediaStore,
  key: string,
  mediaKey: KeyObject,
  bytes: number,
): Promise<SealedFile> {
  const stored = await store.open(key)
  try {
    if (stored.size !== sealedSize(bytes)) throw new Damaged(`${key} is not as long as it was written`)
    const file = readFileKey(mediaKey, await stored.read(0, headerBytes))
    return sealedFile(stored, file, bytes)
  } catch (error) {
    await stored.close()
    throw error
  }
}

export async function readWhole(store: MediaStore, key: string, mediaKey: KeyObject, bytes: number): Promise<Buffer> {
  const file = await openSealed(store, key, mediaKey, bytes)
  return await file.read(0, bytes).finally(() => file.close())
}

function sealedFile(stored: StoredObject, file: FileKey, bytes: number): SealedFile {
  return {
    bytes,
    read: async (start, end) => Buffer.concat(await collect(pieces(stored, file, bytes, start, end))),
    stream: (start, end) => closing(stored, pieces(stored, file, bytes, start, end)),
    close: () => stored.close(),
  }
}

async function* pieces(stored: StoredObject, file: FileKey, bytes: number, start: number, end: number) {
  const stop = Math.min(end, bytes)
  const last = blocksIn(stop) - 1
  for (let first = Math.floor(start / blockBytes); first <= last; first += blocksAtOnce) {
    const until = Math.min(first + blocksAtOnce - 1, last)
    const run = await openRun(stored, file, bytes, first, until)
    const from = first * blockBytes
    yield run.subarray(Math.max(start - from, 0), stop - from)
  }
}

async function openRun(stored: StoredObject, file: FileKey, bytes: number, first: number, last: number) {
  const length = (index: number) => blockLength(index, bytes) + overheadBytes
  const place = placeInFile(first)
  const sealed = await stored.read(place, placeInFile(last) + length(last) - place)
  const opened: Buffer[] = []
  for (let index = first; index <= last; index++) {
    const at = placeInFile(index) - place
    opened.push(openBlock(file, index, sealed.subarray(at, at + length(index))))
  }
  return Buffer.concat(opened)
}

/** On 'close' and not in the generator: a stream dropped before its first read never enters the generator. */
function closing(stored: StoredObject, source: AsyncIterable<Buffer>): Readable {
  const stream = Readable.from(source, { objectMode: false })
  stream.once('close', () => void stored.close())
  return stream
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const all: Buffer[] = []
  for await (const piece of source) all.push(piece)
  return all
}
