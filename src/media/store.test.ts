import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noS3, testS3 } from '../../test/s3-server.ts'
import { readConfig } from '../lib/config.ts'
import { diskStore } from './disk.ts'
import { unfinished } from './drafts.ts'
import { openStore } from './open.ts'
import { type MediaStore, NotStored } from './store.ts'

describe('on disk', () => keeps(async () => ({})))

describe.skipIf(noS3)('in a bucket', () => {
  const { settings, addBucket } = testS3()
  keeps(async () => ({ ...settings, S3_BUCKET: await addBucket() }))
})

/** What every store does, whatever it is made of. */
function keeps(settings: () => Promise<Record<string, string>>) {
  let dataDir: string
  let store: MediaStore

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'store-'))
    store = await openStore(readConfig({ DATA_DIR: dataDir, ...(await settings()) }).media)
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  test('gives back what was put, in pieces', async () => {
    await store.put('7/one', Buffer.from('hello world'))
    const object = await store.open('7/one')
    expect(object.size).toBe(11)
    expect(String(await object.read(6, 5))).toBe('world')
    expect(String(await object.read(6, 50))).toBe('world')
    expect(String(await object.read(0, 1))).toBe('h')
    expect(await object.read(11, 1)).toHaveLength(0)
    await object.close()
  })

  test('gives back every byte of a large object, in whatever order', async () => {
    const bytes = randomBytes(3_000_000)
    await store.put('7/large', bytes)
    const object = await store.open('7/large')
    for (const [at, length] of [
      [0, 100],
      [262_000, 300],
      [1_500_000, 262_144],
      [1_762_144, 262_144],
      [10, 5],
      [2_999_990, 500],
      [0, 3_000_000],
    ] as const) {
      expect((await object.read(at, length)).equals(bytes.subarray(at, at + length)), `${at}+${length}`).toBe(true)
    }
    await object.close()
  })

  test('two at once under one key: one wins whole', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(100_000))
    await Promise.all(texts.map((text) => store.put('7/race', Buffer.from(text))))
    expect(texts).toContain(await contents('7/race'))
    expect(await leftovers()).toEqual([])
  })

  test('says so when nothing is stored', async () => {
    await expect(store.open('7/none')).rejects.toThrow(NotStored)
    await store.remove('7/none')
  })

  test('removes', async () => {
    await store.put('7/one', Buffer.from('x'))
    await store.remove('7/one')
    await expect(store.open('7/one')).rejects.toThrow(NotStored)
    expect(await listed('7')).toEqual([])
  })

  test('a draft is unseen until published, and a discarded one leaves nothing', async () => {
    const draft = await store.create('7/draft')
    await draft.write(5, Buffer.from('world'))
    await draft.write(0, Buffer.from('hello'))
    await expect(store.open('7/draft')).rejects.toThrow(NotStored)
    await draft.publish()
    expect(await contents('7/draft')).toBe('helloworld')
    const dropped = await store.create('7/dropped')
    await dropped.write(0, Buffer.from('x'))
    await dropped.discard()
    expect(await leftovers()).toEqual([])
  })

  test('lists what lies under a folder of keys', async () => {
    for (const key of ['7/a/1', '7/a/2', '7/b/1', '70/a/1']) await store.put(key, Buffer.from(key))
    expect((await listed('7')).sort()).toEqual(['7/a/1', '7/a/2', '7/b/1'])
    expect(await listed('9')).toEqual([])
    const unseen = await store.create('9/unseen')
    expect(await listed('')).toHaveLength(4)
    await unseen.discard()
  })

  test('lends what it has to another process, and takes what that makes of it', async () => {
    const bytes = randomBytes(1_500_000)
    await store.put('7/large', bytes)
    await store.put('7/small', Buffer.from('x'))
    const loan = await store.lend(['7/large', '7/small'])
    expect((await readFile(join(loan.folder, '7/large'))).equals(bytes)).toBe(true)
    const draft = await diskStore(loan.folder).create('7/made')
    await draft.write(0, Buffer.from('made'))
    await draft.publish()
    await loan.take('7/made')
    await loan.end()
    expect(await contents('7/made')).toBe('made')
    expect(await leftovers()).toEqual([])
  })

  test('lends nothing when something of it is missing', async () => {
    await store.put('7/one', Buffer.from('x'))
    const lending = store.lend(['7/one', '7/none']).then(async (loan) => {
      await (await diskStore(loan.folder).open('7/none')).close()
    })
    await expect(lending).rejects.toThrow(NotStored)
    expect(await leftovers()).toEqual([])
  })

  test.each(['../x', '/x', 'a//b', 'a/../b', '.unfinished/x', 'a/.', '', 'a\0b'])('refuses the key %j', async (key) => {
    await expect((async () => store.put(key, Buffer.alloc(1)))()).rejects.toThrow('Not a media key')
  })

  test('is in order', () => store.check())

  async function contents(key: string): Promise<string> {
    const object = await store.open(key)
    return String(await object.read(0, object.size).finally(() => object.close()))
  }

  const leftovers = () => readdir(join(dataDir, 'media', unfinished))

  const listed = (under: string) => Array.fromAsync(store.list(under))
}
