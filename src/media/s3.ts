import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, StartUpError } from '../lib/start-up-error.ts'
import { type Bucket, type BucketSettings, connectBucket, type Part } from './bucket.ts'
import { makeUnfinished, orFull, readFully, startDraft, sweepDrafts, unfinishedIn } from './drafts.ts'
import { checkKey, type Draft, type Loan, type MediaStore, type StoredObject, StoreUnavailable } from './store.ts'

const mebibyte = 1024 * 1024

/** A chunk of a recording comes whole with the first question, its size included. */
const firstRead = 256 * 1024
const readAhead = mebibyte
/** S3 takes no part under 5 MiB but the last; up to this size an object goes in one piece. */
const partBytes = 8 * mebibyte
const lentAtOnce = 8
const dayMs = 24 * 60 * 60_000
const hourMs = 60 * 60_000

/** `folder` is for drafts, which are encrypted like everything else. */
export type S3Settings = BucketSettings & { folder: string }

/** Opens a media store in a bucket, when it can be read and written. */
export async function openS3Store(settings: S3Settings): Promise<MediaStore> {
  await makeUnfinished(settings.folder)
  const store = s3Store(settings)
  await store.check()
  await prove(store, settings)
  await store.sweep()
  return store
}

function s3Store(settings: S3Settings): MediaStore {
  const bucket = connectBucket(settings)
  const { folder } = settings
  let sweptAt = 0
  return {
    async put(key, bytes) {
      await bucket.put(checkKey(key), bytes)
    },
    open: (key) => openObject(bucket, checkKey(key)),
    create: (key) => begin(bucket, folder, checkKey(key)),
    async remove(key) {
      await bucket.remove(checkKey(key))
    },
    list: (under) => bucket.list(under === '' ? '' : `${checkKey(under)}/`),
    lend: (keys) => lend(bucket, folder, keys.map(checkKey)),
    // Asking a bucket costs money: once an hour will do.
    async sweep() {
      await sweepDrafts(folder)
      if (Date.now() - sweptAt < hourMs) return
      sweptAt = Date.now()
      await abortAbandoned(bucket)
    },
    async check() {
      await bucket.ask().catch((error) => {
        throw new StartUpError(reasonOf(error, settings))
      })
    },
  }
}

async function prove(store: MediaStore, { bucket, endpoint }: S3Settings): Promise<void> {
  const key = `probe/${randomUUID()}`
  try {
    await store.put(key, Buffer.from('greenroom'))
    await (await store.open(key)).close()
    await store.remove(key)
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : error
    throw new StartUpError(
      `Objects cannot be written, read and removed in the bucket ${bucket} at ${endpoint} (${why}).`,
    )
  }
}

/** The first answer to be had of a bucket that is not in order, in words that name the setting. */
function reasonOf(error: unknown, { endpoint, bucket, region, accessKeyId }: S3Settings): string {
  const { name, message } = error as Error
  if (error instanceof StoreUnavailable) {
    const cause = error.cause as Error
    return `S3_ENDPOINT=${endpoint} does not answer (${codeOf(cause) || cause.message}).`
  }
  if (name === 'NoSuchBucket') return `There is no bucket ${bucket} at ${endpoint}: make it, or correct S3_BUCKET.`
  if (name === 'SignatureDoesNotMatch')
    return `S3_SECRET_ACCESS_KEY is not the secret of S3_ACCESS_KEY_ID=${accessKeyId} at ${endpoint}.`
  if (name === 'InvalidAccessKeyId') return `S3_ACCESS_KEY_ID=${accessKeyId} is not known at ${endpoint}.`
  if (name === 'AccessDenied')
    return `S3_ACCESS_KEY_ID=${accessKeyId} may not list the bucket ${bucket} at ${endpoint}.`
  if (name === 'AuthorizationHeaderMalformed' || name === 'PermanentRedirect')
    return `The bucket ${bucket} is not in S3_REGION=${region}, or not at ${endpoint} (${message}).`
  return `The bucket ${bucket} at ${endpoint} cannot be used (${name}: ${message}).`
}

/** Read ahead, so that playing and copying are not a request for every block. */
async function openObject(bucket: Bucket, key: string): Promise<StoredObject> {
  const { bytes, size } = await bucket.get(key, 0, firstRead)
  let held = { at: 0, bytes }
  return {
    size,
    async read(at, wanted) {
      const end = Math.min(at + wanted, size)
      if (at >= end) return Buffer.alloc(0)
      let from = held
      if (at < from.at || end > from.at + from.bytes.length) {
        from = { at, bytes: (await bucket.get(key, at, Math.max(wanted, readAhead))).bytes }
        held = from
      }
      return from.bytes.subarray(at - from.at, end - from.at)
    },
    close: async () => {},
  }
}

async function begin(bucket: Bucket, folder: string, key: string): Promise<Draft> {
  const { path, read, write, drop } = await startDraft(folder)
  return {
    read,
    write,
    async publish() {
      await upload(bucket, key, path)
      await drop()
    },
    discard: drop,
  }
}

/** Two parts in memory at most, however large the file. */
async function upload(bucket: Bucket, key: string, path: string): Promise<void> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size <= partBytes) await bucket.put(key, await readFully(file, 0, size))
    else await uploadInParts(bucket, key, size, (at) => readFully(file, at, partBytes))
  } finally {
    await file.close()
  }
}

async function uploadInParts(bucket: Bucket, key: string, size: number, partAt: (at: number) => Promise<Buffer>) {
  const id = await bucket.begin(key)
  try {
    const parts: Part[] = []
    for (let at = 0; at < size; at += partBytes) {
      parts.push(await bucket.putPart(key, id, parts.length + 1, await partAt(at)))
    }
    await bucket.complete(key, id, parts)
  } catch (error) {
    await bucket.abort(key, id).catch(() => {})
    throw error
  }
}

/** Brought to the local disk: one who reads a forged file needs neither a network nor the bucket's key. */
async function lend(bucket: Bucket, root: string, keys: string[]): Promise<Loan> {
  const folder = unfinishedIn(root)
  const end = () => rm(folder, { recursive: true, force: true })
  try {
    await makeUnfinished(folder)
    await allAtOnce(lentAtOnce, keys, (key) => bring(bucket, key, join(folder, key)))
  } catch (error) {
    await end()
    throw error
  }
  return { folder, take: (key) => upload(bucket, checkKey(key), join(folder, key)), end }
}

async function bring(bucket: Bucket, key: string, path: string): Promise<void> {
  const object = await openObject(bucket, key)
  await orFull(mkdir(dirname(path), { recursive: true, mode: 0o700 }))
  for (let at = 0; at < object.size; at += readAhead) {
    await orFull(writeFile(path, await object.read(at, readAhead), { flag: 'a', mode: 0o600 }))
  }
}

/** So many at a time; when one fails the others are waited for, so that nothing is still writing. */
async function allAtOnce<T>(count: number, items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const lanes = Array.from({ length: count }, async () => {
    for (const item of queue) await work(item)
  })
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason
}

/** Parts of an upload nobody completes are paid for, and seen nowhere. A key that may not list them leaves them be. */
async function abortAbandoned(bucket: Bucket): Promise<void> {
  const begun = await bucket.begun().catch(() => [])
  for (const { key, id, begunAt } of begun) {
    if (Date.now() - begunAt.getTime() > dayMs) await bucket.abort(key, id)
  }
}
