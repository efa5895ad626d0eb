import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreFull } from './store.ts'

/** The folder of what is half written; no key begins with a dot. */
export const unfinished = '.unfinished'

/** Longer than any job may take. */
const abandonedAfterMs = 3 * 60 * 60_000

/** A file of a name nobody else knows, until it is given one that counts. */
export type LocalDraft = {
  path: string
  read(at: number, bytes: number): Promise<Buffer>
  write(at: number, bytes: Uint8Array): Promise<void>
  /** On the disk, and not only on its way there. */
  sync(): Promise<void>
  drop(): Promise<void>
}

export const makeUnfinished = (root: string) => mkdir(join(root, unfinished), { recursive: true, mode: 0o700 })

export const unfinishedIn = (root: string) => join(root, unfinished, randomUUID())

export async function startDraft(root: string): Promise<LocalDraft> {
  const path = unfinishedIn(root)
  const file = await orFull(open(path, 'wx+', 0o600))
  return {
    path,
    read: (at, bytes) => readFully(file, at, bytes),
    write: (at, bytes) => orFull(writeFully(file, at, bytes)),
    sync: () => orFull(file.sync()),
    async drop() {
      await file.close()
      await rm(path, { force: true })
    },
  }
}

/** Drafts are private to a process that may still be at it; hours without a write mean it is gone. */
export async function sweepDrafts(root: string): Promise<void> {
  for (const name of await readdir(join(root, unfinished))) {
    const path = join(root, unfinished, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true })
  }
}

export async function readFully(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
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

export async function orFull<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw code === 'ENOSPC' || code === 'EDQUOT' ? new StoreFull(error) : error
  }
}
