import { randomUUID } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { checkKey, type Draft, type MediaStore, NotStored, type StoredObject, StoreFull } from './store.ts'

const unfinished = '.unfinished'
const abandonedAfterMs = 60 * 60_000

/** Opens a media store in a folder, clearing away what a crash left half written. */
export async function openDiskStore(folder: string): Promise<MediaStore> {
  await mkdir(join(folder, unfinished), { recursive: true, mode: 0o700 })
  const store = diskStore(folder)
  await store.sweep()
  return store
}

/** The store itself, for a process that finds the folder ready made. */
export function diskStore(folder: string): MediaStore {
  const root = resolve(folder)
  const pathOf = (key: string) => join(root, checkKey(key))
  return {
    place: { kind: 'disk', folder: root },
    async put(key, bytes) {
      const draft = await begin(root, pathOf(key))
      await finishOrDiscard(draft, async () => {
        await draft.write(0, bytes)
        await draft.publish()
      })
    },
    open: (key) => openObject(pathOf(key)),
    create: (key) => begin(root, pathOf(key)),
    remove: (key) => rm(pathOf(key), { force: true }),
    list: (under) => walk(root, under === '' ? root : pathOf(under)),
    sweep: () => sweep(root),
  }
}

/** Drafts are private to a process that may still be at it; an hour without a write means it is gone. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(join(folder, unfinished))) {
    const path = join(folder, unfinished, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { force: true })
  }
}

async function begin(root: string, target: string): Promise<Draft> {
  const path = join(root, unfinished, randomUUID())
  const file = await orFull(open(path, 'wx+', 0o600))
  const drop = async () => {
    await file.close()
    await rm(path, { force: true })
  }
  return {
    read: (at, bytes) => readFully(file, at, bytes),
    write: (at, bytes) => orFull(writeFully(file, at, bytes)),
    async publish() {
      await orFull(file.sync())
      await orFull(linkOnce(path, target, root))
      await drop()
    },
    discard: drop,
  }
}

/** The name appears only after the bytes are on the disk, and counts only after its folder is. */
async function linkOnce(path: string, target: string, root: string): Promise<void> {
  const folder = dirname(target)
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 })
  await link(path, target).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  await syncFolder(folder)
  if (firstMade) await syncUpwards(dirname(folder), root)
}

async function syncUpwards(folder: string, root: string): Promise<void> {
  await syncFolder(folder)
  if (folder !== root && folder.startsWith(root)) await syncUpwards(dirname(folder), root)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

async function openObject(path: string): Promise<StoredObject> {
  const file = await open(path).catch((error) => {
    throw error.code === 'ENOENT' ? new NotStored(`Nothing is stored at ${path}`) : error
  })
  const { size } = await file.stat()
  return { size, read: (at, bytes) => readFully(file, at, bytes), close: () => file.close() }
}

async function readFully(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes)
  let done = 0
  while (done < bytes) {
    const { bytesRead } = await file.read(buffer, done, bytes - done, at + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return buffer.subarray(0, done)
}

async function writeFully(file: FileHandle, at: number, bytes: Uint8Array): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}

async function finishOrDiscard(draft: Draft, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await draft.discard().catch(() => {})
    throw error
  }
}

async function orFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StoreFull('The media store is full', { cause: error })
    throw error
  }
}

async function* walk(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name === unfinished) continue
    if (entry.isDirectory()) yield* walk(root, path)
    else yield relative(root, path).split(sep).join('/')
  }
}
