import { type ChildProcess, spawn } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Limits, limitsFor, outliving, watch } from './child.ts'
import type { Copied } from './copy.ts'
import type { Chunk } from './joined.ts'
import { type MediaStore, StoreFull } from './store.ts'

/** Pictures and sound, or the sound alone. */
export type Keep = 'all' | 'sound'

export type RemuxJob = {
  folder: string
  mediaKey: string
  chunks: Chunk[]
  mimeType: string
  output: string
  keep: Keep
}

export type Playable = Copied & { bytes: number; durationMs: number; sha256: string }

export type RemuxReply =
  | ({ at: 'done' } & Playable)
  | { at: 'refused'; because: string; foreign: boolean }
  | { at: 'full' }
  | { at: 'broken'; because: string }

/**
 * A recording made playable, or a sentence why it cannot be: then the chunks are all there is, and are kept. `foreign`:
 * it is no recording at all, and nothing else is to try its hand at it.
 */
export type Remuxed = ({ at: 'playable' } & Playable) | { at: 'unplayable'; because: string; foreign: boolean }

type Given = Omit<RemuxJob, 'mediaKey' | 'folder' | 'keep'> & { store: MediaStore; mediaKey: KeyObject; keep?: Keep }

/**
 * Joins the chunks of one segment into a file that plays and seeks, in a process of its own that is killed
 * when it takes too long or too much. Throws when trying again later may help.
 */
export async function remux(
  { store, keep = 'all', ...given }: Given,
  limits = limitsFor(sizeOf(given.chunks)),
): Promise<Remuxed> {
  const loan = await store.lend(given.chunks.map(({ key }) => key))
  try {
    const mediaKey = given.mediaKey.export().toString('base64')
    const result = await remuxIn({ ...given, keep, mediaKey, folder: loan.folder }, limits)
    if (result.at === 'playable') await loan.take(given.output)
    return result
  } finally {
    await loan.end()
  }
}

async function remuxIn(job: RemuxJob, limits: Limits): Promise<Remuxed> {
  const child = startChild(job.folder, limits)
  const end = watch(child, limits)
  child.stdin?.on('error', () => {}).end(JSON.stringify(job))
  const [answer, { why }] = await Promise.all([child.stdout ? text(child.stdout) : '', end])
  return why ? { at: 'unplayable', because: why, foreign: false } : readReply(answer)
}

function readReply(answer: string): Remuxed {
  const reply: RemuxReply = JSON.parse(answer || '{"at":"broken","because":"it said nothing"}')
  if (reply.at === 'done') return { ...reply, at: 'playable' }
  if (reply.at === 'refused') return { at: 'unplayable', because: reply.because, foreign: reply.foreign }
  if (reply.at === 'full') throw new StoreFull()
  throw new Error(`Remuxing broke down: ${reply.because}`)
}

const root = join(import.meta.dirname, '../..')

/** It may read our code and the media, write media, and nothing else; it inherits no environment. */
function startChild(folder: string, limits: Limits): ChildProcess {
  const readable = [join(root, 'src'), join(root, 'node_modules'), join(root, 'package.json'), folder]
  const node = [
    process.execPath,
    '--max-old-space-size=256',
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${folder}`,
    join(import.meta.dirname, 'remux-child.ts'),
  ]
  return spawn('/bin/sh', outliving(limits, node), { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
}

const sizeOf = (chunks: Chunk[]) => chunks.reduce((sum, { bytes }) => sum + bytes, 0)
