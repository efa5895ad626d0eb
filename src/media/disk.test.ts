import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { canMount } from '../../test/mount.ts'
import { diskStore, openDiskStore } from './disk.ts'
import { type MediaStore, NotStored, StoreFull } from './store.ts'

const folders: string[] = []
let folder: string
let store: MediaStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'))
  folders.push(folder)
  store = await openDiskStore(folder)
})
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true }))))

describe('a media store on disk', () => {
  test('keeps the first bytes put under a key', async () => {
    await store.put('7/one', Buffer.from('first'))
    await store.put('7/one', Buffer.from('second'))
    expect(await contents('7/one')).toBe('first')
    expect(await leftovers()).toEqual([])
  })

  test('sweeps at start what a crash left, but not what may still be written', async () => {
    const stale = join(folder, '.unfinished', 'stale')
    await writeFile(stale, 'half')
    await utimes(stale, new Date(0), new Date(0))
    await writeFile(join(folder, '.unfinished', 'busy'), 'half')
    await openDiskStore(folder)
    expect(await leftovers()).toEqual(['busy'])
  })

  test('nobody else on the machine can read it', async () => {
    await store.put('7/one', Buffer.from('x'))
    expect((await stat(join(folder, '7/one'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, '7'))).mode & 0o777).toBe(0o700)
  })

  test.skipIf(!canMount())('a full disk is told apart, leaves nothing, and works again with room', async () => {
    const small = join(folder, 'small')
    await mkdir(small)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small])
    try {
      const full = await openDiskStore(small)
      await full.put('7/fits', randomBytes(100_000))
      await expect(full.put('7/much', randomBytes(400_000))).rejects.toThrow(StoreFull)
      expect(await readdir(join(small, '.unfinished'))).toEqual([])
      await expect(full.open('7/much')).rejects.toThrow(NotStored)
      await full.remove('7/fits')
      await full.put('7/fits-now', randomBytes(150_000))
    } finally {
      execFileSync('umount', [small])
    }
  })
})

async function contents(key: string): Promise<string> {
  const object = await diskStore(folder).open(key)
  return String(await object.read(0, object.size).finally(() => object.close()))
}

const leftovers = () => readdir(join(folder, '.unfinished'))
