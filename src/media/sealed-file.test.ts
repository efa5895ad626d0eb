import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockBytes, Damaged, headerBytes, overheadBytes, placeInFile } from './blocks.ts'
import { openDiskStore } from './disk.ts'
import { startSealed } from './sealed-draft.ts'
import { openSealed, readWhole, sealWhole } from './sealed-file.ts'
import type { MediaStore } from './store.ts'

let folder: string
let store: MediaStore
const mediaKey = createSecretKey(randomBytes(32))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-'))
  store = await openDiskStore(folder)
})
afterAll(() => rm(folder, { recursive: true }))

let count = 0
const newKey = () => `test/${++count}`

describe('a sealed file', () => {
  test('shows nothing of what it holds', async () => {
    const plain = Buffer.alloc(3 * blockBytes, 'the same words again ')
    const sealed = sealWhole(mediaKey, plain)
    expect(sealed.includes('the same words')).toBe(false)
    expect(sealWhole(mediaKey, plain).equals(sealed)).toBe(false)
  })

  test('read by ranges gives the same bytes as slicing the plaintext', async () => {
    const size = fc.integer({ min: 0, max: 6 * blockBytes })
    const edge = fc.constantFrom(0, 1, blockBytes - 1, blockBytes, blockBytes + 1, 4 * blockBytes, 5 * blockBytes)
    const length = fc.oneof(edge, size)
    await fc.assert(
      fc.asyncProperty(length, fc.nat(), fc.nat(), async (bytes, a, b) => {
        const plain = randomBytes(bytes)
        const key = newKey()
        await store.put(key, sealWhole(mediaKey, plain))
        const [start = 0, end = 0] = [a % (bytes + 1), b % (bytes + 1)].sort((x, y) => x - y)
        const file = await openSealed(store, key, mediaKey, bytes)
        expect((await file.read(start, end)).equals(plain.subarray(start, end))).toBe(true)
        const streamed = Buffer.concat(await file.stream(start, end).toArray())
        expect(streamed.equals(plain.subarray(start, end))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('refuses every single flipped bit', async () => {
    const plain = randomBytes(21)
    const sealed = sealWhole(mediaKey, plain)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Buffer.from(sealed)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await expect(readBack(altered, plain.length), `bit ${bit}`).rejects.toThrow(Damaged)
    }
  })

  test('refuses blocks swapped, doubled, or taken from another file of the same candidate', async () => {
    const plain = randomBytes(3 * blockBytes)
    const mine = sealWhole(mediaKey, plain)
    const other = sealWhole(mediaKey, plain)
    await expect(readBack(withBlock(mine, 0, block(mine, 1)), plain.length)).rejects.toThrow(Damaged)
    await expect(
      readBack(withBlock(withBlock(mine, 0, block(mine, 2)), 2, block(mine, 0)), plain.length),
    ).rejects.toThrow(Damaged)
    await expect(readBack(withBlock(mine, 1, block(other, 1)), plain.length)).rejects.toThrow(Damaged)
  })

  test('refuses a file cut short, at a block or elsewhere, or grown', async () => {
    const plain = randomBytes(2 * blockBytes + 10)
    const sealed = sealWhole(mediaKey, plain)
    for (const cut of [0, headerBytes - 1, headerBytes, placeInFile(1), placeInFile(2), sealed.length - 1]) {
      await expect(readBack(sealed.subarray(0, cut), plain.length), `cut at ${cut}`).rejects.toThrow(Damaged)
    }
    await expect(readBack(Buffer.concat([sealed, Buffer.alloc(1)]), plain.length)).rejects.toThrow(Damaged)
  })

  test('refuses a length other than the true one, and another key', async () => {
    const sealed = sealWhole(mediaKey, randomBytes(2 * blockBytes))
    await expect(readBack(sealed, blockBytes)).rejects.toThrow(Damaged)
    const key = newKey()
    await store.put(key, sealed)
    await expect(readWhole(store, key, createSecretKey(randomBytes(32)), 2 * blockBytes)).rejects.toThrow(Damaged)
  })

  test('stops before damage in the middle, having told no lie until then', async () => {
    const plain = randomBytes(9 * blockBytes)
    const sealed = sealWhole(mediaKey, plain)
    sealed.writeUInt8((sealed[placeInFile(7)] ?? 0) ^ 1, placeInFile(7))
    const key = newKey()
    await store.put(key, sealed)
    const file = await openSealed(store, key, mediaKey, plain.length)
    const seen: Buffer[] = []
    const reading = (async () => {
      for await (const piece of file.stream(0, plain.length)) seen.push(piece)
    })()
    await expect(reading).rejects.toThrow(Damaged)
    expect(Buffer.concat(seen).equals(plain.subarray(0, 4 * blockBytes))).toBe(true)
  })
})

test.skipIf(process.platform !== 'linux')(
  'streams dropped before, while and after reading hold no file open',
  async () => {
    const key = newKey()
    const bytes = 20 * blockBytes
    await store.put(key, sealWhole(mediaKey, randomBytes(bytes)))
    for (let round = 0; round < 20; round++) {
      const unread = (await openSealed(store, key, mediaKey, bytes)).stream(0, bytes)
      unread.destroy()
      const begun = (await openSealed(store, key, mediaKey, bytes)).stream(0, bytes)
      for await (const _ of begun) break
      await (await openSealed(store, key, mediaKey, bytes)).stream(0, bytes).toArray()
    }
    await expect.poll(async () => (await openFiles()).filter((path) => path.endsWith(key))).toEqual([])
  },
)

async function openFiles(): Promise<string[]> {
  const names = await readdir('/proc/self/fd')
  return await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
}

describe('a sealed draft', () => {
  test('written in any order holds what a plain file would', async () => {
    const writes = fc.array(fc.tuple(fc.nat(70 * blockBytes), fc.nat(2 * blockBytes)), { minLength: 1, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(writes, async (places) => {
        const length = Math.max(...places.map(([at, bytes]) => (bytes ? at + bytes : 0)))
        const plain = Buffer.alloc(length)
        const key = newKey()
        const draft = await startSealed(await store.create(key), mediaKey)
        for (const [at, bytes] of places) {
          const piece = randomBytes(bytes)
          piece.copy(plain, at)
          await draft.write(at, piece)
        }
        expect(await draft.publish()).toBe(length)
        expect((await readWhole(store, key, mediaKey, length)).equals(plain)).toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  test('never writes two blocks under one nonce', async () => {
    const key = newKey()
    const inner = await store.create(key)
    const nonces: string[] = []
    const write = async (at: number, bytes: Uint8Array) => {
      if (at > 0) nonces.push(Buffer.from(bytes.subarray(0, 12)).toString('hex'))
      await inner.write(at, bytes)
    }
    const draft = await startSealed({ ...inner, write }, mediaKey)
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 40; index++) await draft.write(index * blockBytes, Buffer.alloc(blockBytes, 7))
    }
    await draft.publish()
    expect(nonces.length).toBeGreaterThan(100)
    expect(new Set(nonces).size).toBe(nonces.length)
  })
})

async function readBack(sealed: Buffer, bytes: number): Promise<Buffer> {
  const key = newKey()
  await store.put(key, Buffer.alloc(0))
  await writeFile(join(folder, key), sealed)
  expect(await readFile(join(folder, key))).toHaveLength(sealed.length)
  return await readWhole(store, key, mediaKey, bytes)
}

const block = (sealed: Buffer, index: number) =>
  sealed.subarray(placeInFile(index), placeInFile(index) + blockBytes + overheadBytes)

function withBlock(sealed: Buffer, index: number, replacement: Buffer): Buffer {
  const altered = Buffer.from(sealed)
  replacement.copy(altered, placeInFile(index))
  return altered
}
