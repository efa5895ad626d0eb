import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { StartUpError } from '../lib/start-up-error.ts'

/**
 * A back-up is a folder: `media/` (each recording once, encrypted as it was), `keyring.gz` (the candidates' keys,
 * the newest only) and one `data-<time>/` per back-up with every other table. So a candidate who is erased is gone
 * from every back-up at the next one: its key is no longer in the keyring, and nothing else can be read without it.
 */
export type Manifest = {
  takenAt: string
  /** Of the master key, which no back-up holds. */
  fingerprint: string
  migrations: string[]
  tables: Record<string, number>
  sequences: Record<string, number>
  mediaFiles: number
  /** Left: they stay where they were, and only their names are here. */
  media?: Media
}

export type Media = 'copied' | 'left'

export const keyringIn = (folder: string) => join(folder, 'keyring.gz')
export const mediaIn = (folder: string) => join(folder, 'media')
export const tableIn = (data: string, table: string) => join(data, 'tables', `${table}.gz`)
export const jobsIn = (data: string) => join(data, 'jobs.gz')
export const mediaListIn = (data: string) => join(data, 'media.gz')
const manifestIn = (data: string) => join(data, 'manifest.json')

/** The data folders of a back-up, the oldest first. */
export async function listData(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^data-\d{8}T\d{9}Z$/.test(name)).sort()
}

export const nameOfData = (takenAt: Date) => `data-${takenAt.toISOString().replace(/[-:.]/g, '')}`

export async function readManifest(data: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(manifestIn(data), 'utf8'))
  } catch {
    throw new StartUpError(`${data} is no back-up: its manifest.json cannot be read.`)
  }
}

export const writeManifest = (data: string, manifest: Manifest) =>
  writeWhole(manifestIn(data), Readable.from([`${JSON.stringify(manifest, null, 2)}\n`]))

/** Lines of text, compressed, under their name only when they are whole and on the disk. Answers how many there were. */
export async function writeLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<number> {
  let count = 0
  async function* counted() {
    for await (const line of lines) {
      count++
      yield `${line}\n`
    }
  }
  await writeWhole(path, Readable.from(counted()).pipe(createGzip()))
  return count
}

export async function* readLines(path: string): AsyncGenerator<string> {
  const text = createGunzip()
  const reading = pipeline(createReadStream(path), text)
  reading.catch(() => {})
  yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
  await reading
}

export async function writeWhole(path: string, content: Readable): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(content, createWriteStream(`${path}.part`, { mode: 0o600, flush: true }))
  await rename(`${path}.part`, path)
  await syncFolder(dirname(path))
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
