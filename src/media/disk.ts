import { access, constants, link, mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { codeOf, StartUpError } from '../lib/start-up-error.ts'
import { makeUnfinished, orFull, readFully, startDraft, sweepDrafts, unfinished } from './drafts.ts'
import { checkKey, type Draft, type MediaStore, NotStored, type StoredObject } from './store.ts'

/** Opens a media store in a folder, clearing away what a crash left half written. */
export async function openDiskStore(folder: string): Promise<MediaStore> {
  await makeUnfinished(folder)
  const store = diskStore(folder)
  await store.sweep()
  return store
}

/** The store itself, for a process that finds the folder ready made. */
export function diskStore(folder: string): MediaStore {
  const root = resolve(folder)
  const pathOf = (key: string) => join(root, checkKey(key))
  return {
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
    lend: async () => ({ folder: root, take: async () => {}, end: async () => {} }),
    sweep: () => sweepDrafts(root),
    check: () => check(root),
  }
}

async function check(root: string): Promise<void> {
  await access(join(root, unfinished), constants.W_OK | constants.X_OK).catch((error) => {
    throw new StartUpError(`The folder of recordings ${root} cannot be written to (${codeOf(error)}).`)
  })
}

async function begin(root: string, target: string): Promise<Draft> {
  const { path, read, write, sync, drop } = await startDraft(root)
  return {
    read,
    write,
    async publish() {
      await sync()
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

async function finishOrDiscard(draft: Draft, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await draft.discard().catch(() => {})
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
