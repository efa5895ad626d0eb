import type { KeyObject } from 'node:crypto'
import {
  blockBytes,
  blockLength,
  blocksIn,
  newFileKey,
  openBlock,
  overheadBytes,
  placeInFile,
  sealBlock,
} from './blocks.ts'
import type { Draft } from './store.ts'

const dirtyBlocks = 32

/** A file being written in any order: what a muxer needs, which goes back to fill in its headers. */
export type SealedDraft = {
  write(at: number, bytes: Uint8Array): Promise<void>
  /** Writes what is still in memory, and makes the file durable and visible. Returns the plaintext length. */
  publish(): Promise<number>
  discard(): Promise<void>
}

/** Only the last few blocks touched are held in memory; the others are on disk, sealed. */
export async function startSealed(draft: Draft, mediaKey: KeyObject): Promise<SealedDraft> {
  const file = newFileKey(mediaKey)
  const held = new Map<number, Buffer>()
  const written = new Map<number, number>()
  let bytes = 0
  await draft.write(0, file.header)

  async function write(at: number, given: Uint8Array): Promise<void> {
    if (given.length > 0) bytes = Math.max(bytes, at + given.length)
    for (let done = 0; done < given.length; ) {
      const index = Math.floor((at + done) / blockBytes)
      const offset = (at + done) % blockBytes
      const part = given.subarray(done, done + blockBytes - offset)
      const block = await hold(index)
      block.set(part, offset)
      done += part.length
    }
  }

  /** Re-inserting keeps the map in order of use, so its first key is the one to let go. */
  async function hold(index: number): Promise<Buffer> {
    const block = held.get(index) ?? (await load(index))
    held.delete(index)
    held.set(index, block)
    const oldest = held.keys().next().value
    if (held.size > dirtyBlocks && oldest !== undefined) await letGo(oldest)
    return block
  }

  async function load(index: number): Promise<Buffer> {
    const block = Buffer.alloc(blockBytes)
    const length = written.get(index)
    if (length === undefined) return block
    openBlock(file, index, await draft.read(placeInFile(index), length + overheadBytes)).copy(block)
    return block
  }

  async function letGo(index: number): Promise<void> {
    const block = held.get(index)
    if (!block) return
    const length = blockLength(index, bytes)
    await draft.write(placeInFile(index), sealBlock(file, index, block.subarray(0, length)))
    held.delete(index)
    written.set(index, length)
  }

  /** A block skipped over reads as zeros; one written as the last, then overtaken, grows to its full length. */
  async function completeGaps(): Promise<void> {
    for (let index = 0; index < blocksIn(bytes); index++) {
      if (held.has(index) || written.get(index) !== blockLength(index, bytes)) {
        await hold(index)
        await letGo(index)
      }
    }
  }

  return {
    write,
    async publish() {
      await completeGaps()
      await draft.publish()
      return bytes
    },
    discard: () => draft.discard(),
  }
}
