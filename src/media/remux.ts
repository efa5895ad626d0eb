import { type ChildProcess, spawn } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Copied } from './copy.ts'
import type { Chunk } from './joined.ts'
import { watchMemory } from './memory.ts'
import { StoreFull, type StorePlace } from './store.ts'

export type RemuxJob = { store: StorePlace; mediaKey: string; chunks: Chunk[]; mimeType: string; output: string }

export type Playable = Copied & { bytes: number; durationMs: number; sha256: string }

export type RemuxReply =
  | ({ at: 'done' } & Playable)
  | { at: 'refused'; because: string }
  | { at: 'full' }
  | { at: 'broken'; because: string }

/** A recording made playable, or a sentence why it cannot be: then the chunks are all there is, and are kept. */
export type Remuxed = ({ at: 'playable' } & Playable) | { at: 'unplayable'; because: string }

export type Limits = { ms: number; rssBytes: number }

const megabyte = 1024 * 1024

export const limitsFor = (bytes: number): Limits => ({
  ms: 30_000 + (bytes / (5 * megabyte)) * 1000,
  rssBytes: 512 * megabyte,
})

type Given = Omit<RemuxJob, 'mediaKey'> & { mediaKey: KeyObject }

/**
 * Joins the chunks of one segment into a file that plays and seeks, in a process of its own that is killed
 * when it takes too long or too much. Throws when trying again later may help.
 */
export async function remux(given: Given, limits = limitsFor(sizeOf(given.chunks))): Promise<Remuxed> {
  const child = startChild(given.store, limits)
  const end = watch(child, limits)
  child.stdin
    ?.on('error', () => {})
    .end(JSON.stringify({ ...given, mediaKey: given.mediaKey.export().toString('base64') }))
  const [answer, why] = await Promise.all([child.stdout ? text(child.stdout) : '', end])
  return why ? { at: 'unplayable', because: why } : readReply(answer)
}

function readReply(answer: string): Remuxed {
  const reply: RemuxReply = JSON.parse(answer || '{"at":"broken","because":"it said nothing"}')
  if (reply.at === 'done') return { ...reply, at: 'playable' }
  if (reply.at === 'refused') return { at: 'unplayable', because: reply.because }
  if (reply.at === 'full') throw new StoreFull('The media store is full')
  throw new Error(`Remuxing broke down: ${reply.because}`)
}

const root = join(import.meta.dirname, '../..')

/** It may read our code and the media, write media, and nothing else; it inherits no environment. */
function startChild(store: StorePlace, limits: Limits): ChildProcess {
  const readable = [join(root, 'src'), join(root, 'node_modules'), join(root, 'package.json'), store.folder]
  const node = [
    process.execPath,
    '--max-old-space-size=256',
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${store.folder}`,
    join(import.meta.dirname, 'remux-child.ts'),
  ]
  const cpuSeconds = String(Math.ceil(limits.ms / 500))
  return spawn('/bin/sh', ['-c', outliving, 'sh', cpuSeconds, ...node], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
}

/** The kernel's own limit holds even when we are killed and nobody watches. */
const outliving = 'ulimit -t "$1"; shift; exec "$@"'

/** Resolves when the child is gone: with a sentence when the recording was too much for it. */
async function watch(child: ChildProcess, limits: Limits): Promise<string | undefined> {
  let why: string | undefined
  const kill = (because?: string) => {
    why = because
    child.kill('SIGKILL')
  }
  const orphan = () => kill()
  const clock = setTimeout(() => kill('Preparing the recording took too long'), limits.ms)
  const memory = watchMemory(child, limits.rssBytes, () => kill('Preparing the recording took too much memory'))
  process.once('exit', orphan)
  const signal = await new Promise((gone) => child.once('close', (_, by) => gone(by)).once('error', gone))
  process.off('exit', orphan)
  clearTimeout(clock)
  clearInterval(memory)
  return signal === 'SIGABRT' ? 'Preparing the recording took too much memory' : why
}

const sizeOf = (chunks: Chunk[]) => chunks.reduce((sum, { bytes }) => sum + bytes, 0)
