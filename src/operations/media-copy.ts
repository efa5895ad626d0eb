import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { checkKey, type MediaStore, NotStored, type StoredObject } from '../media/store.ts'
import { writeWhole } from './archive.ts'

const bytesAtOnce = 1024 * 1024

/** Copies what is in the store and not yet in the folder: media never change, so each is copied once. Answers all keys. */
export async function copyOut(store: MediaStore, folder: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.list('')) {
    if (await copyOneOut(store, key, join(folder, checkKey(key)))) keys.push(key)
  }
  return keys
}

/** False when it was deleted since it was listed. */
async function copyOneOut(store: MediaStore, key: string, path: string): Promise<boolean> {
  const object = await openIfThere(store, key)
  if (!object) return false
  try {
    if ((await sizeOf(path)) !== object.size) await writeWhole(path, Readable.from(piecesOf(object)))
    return true
  } finally {
    await object.close()
  }
}

/** Brings in what the folder has and the store has not; answers what neither has. */
export async function copyAllIn(
  store: MediaStore,
  folder: MediaStore,
  keys: AsyncIterable<string>,
): Promise<Set<string>> {
  const there = new Set(await Array.fromAsync(store.list('')))
  const lost = new Set<string>()
  for await (const key of keys) {
    if (!there.has(key) && !(await copyIn(store, folder, key))) lost.add(key)
  }
  return lost
}

/** False when the folder does not have it. */
async function copyIn(store: MediaStore, folder: MediaStore, key: string): Promise<boolean> {
  const object = await openIfThere(folder, key)
  if (!object) return false
  const draft = await store.create(key)
  try {
    let at = 0
    for await (const piece of piecesOf(object)) {
      await draft.write(at, piece)
      at += piece.length
    }
    await draft.publish()
    return true
  } catch (error) {
    await draft.discard().catch(() => {})
    throw error
  } finally {
    await object.close()
  }
}

const openIfThere = (store: MediaStore, key: string): Promise<StoredObject | undefined> =>
  store.open(key).catch((error) => {
    if (error instanceof NotStored) return undefined
    throw error
  })

async function* piecesOf(object: StoredObject): AsyncGenerator<Buffer> {
  for (let at = 0; at < object.size; at += bytesAtOnce) yield await object.read(at, bytesAtOnce)
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size
}
