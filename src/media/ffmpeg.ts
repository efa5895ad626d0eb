import { type ChildProcess, spawn } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Limits, outliving, watch } from './child.ts'
import type { Container } from './container.ts'
import { type Chunk, joinChunks } from './joined.ts'
import { sealWhole } from './sealed-file.ts'
import type { MediaStore } from './store.ts'

/** The ffmpeg of this machine, if it has one: nothing depends on it, and some recordings are better for it. */
export function findFfmpeg(said: string | undefined, path = process.env.PATH ?? ''): string | undefined {
  if (said === 'none') return undefined
  if (said) return said
  return path
    .split(delimiter)
    .map((folder) => join(folder, 'ffmpeg'))
    .find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const demuxers: Record<Container, string> = { webm: 'matroska', mp4: 'mov', ogg: 'ogg' }

/** Everything as it is, in a container of the same kind; what is damaged is skipped and what follows is found again. */
const asItIs = (container: Container) =>
  container === 'mp4'
    ? ['-c', 'copy', '-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4']
    : ['-c', 'copy', '-f', 'webm']

/**
 * H.264 and AAC, which everything plays. Without a frame rate ffmpeg takes a browser's WebM for 1000 pictures a second;
 * and H.264 has no odd widths.
 */
const forEveryone = [
  ...['-vf', "fps=30,scale='trunc(min(1280,iw)/2)*2':-2", '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23'],
  ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '96k'],
  ...['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'],
]

export type Work = {
  ffmpeg: string
  store: MediaStore
  mediaKey: KeyObject
  chunks: Chunk[]
  container: Container
  /** Where what comes out is kept, piece by piece. */
  keyOf: (piece: number) => string
}

/** Repairs what can be repaired without encoding anew; undefined when nothing came out. */
export const repair = (work: Work) => through(work, asItIs(work.container), limitsOf(work.chunks, 1))

/** Makes a copy that plays everywhere; undefined when nothing came out. */
export const encode = (work: Work) => through(work, forEveryone, limitsOf(work.chunks, 60))

/** So many seconds for each 5 MB, besides half a minute. */
const limitsOf = (chunks: Chunk[], seconds: number): Limits => ({
  ms: 30_000 + (chunks.reduce((sum, { bytes }) => sum + bytes, 0) / 5_000_000) * seconds * 1000,
  rssBytes: 1024 * 1024 * 1024,
})

/**
 * Recordings go in and come out through pipes, in the open nowhere but in memory. It may read nothing but its input,
 * is told of which kind that is, and has neither a network nor our environment.
 */
async function through(work: Work, output: string[], limits: Limits): Promise<Chunk[] | undefined> {
  const { ffmpeg, container, store, mediaKey, chunks } = work
  const reading = ['-err_detect', 'ignore_err', '-fflags', '+genpts', '-f', demuxers[container], '-i', 'pipe:0']
  const limited = ['-nostdin', '-loglevel', 'fatal', '-protocol_whitelist', 'pipe', '-threads', '2']
  const command = [
    'nice',
    '-n',
    '19',
    ffmpeg,
    ...limited,
    ...reading,
    '-map',
    '0:v:0?',
    '-map',
    '0:a:0?',
    ...output,
    'pipe:1',
  ]
  const child = spawn('/bin/sh', outliving(limits, command), {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const end = watch(child, limits)
  const feeding = feed(child, joinChunks(store, mediaKey, chunks))
  const made = await collect(child, work)
  await feeding
  await end
  return made.length > 0 ? made : undefined
}

const inputPiece = 1024 * 1024

/** A child that has enough closes its end: that is no error of ours, and one in reading the chunks is. */
async function feed(child: ChildProcess, { size, read, throwIfUnread }: ReturnType<typeof joinChunks>): Promise<void> {
  async function* pieces() {
    for (let at = 0; at < size; at += inputPiece) yield await read(at, Math.min(at + inputPiece, size))
  }
  if (child.stdin) await pipeline(Readable.from(pieces()), child.stdin).catch(() => {})
  throwIfUnread()
}

const outputPiece = 1024 * 1024

async function collect({ stdout }: ChildProcess, { store, mediaKey, keyOf }: Work): Promise<Chunk[]> {
  const made: Chunk[] = []
  let waiting: Buffer[] = []
  const keep = async () => {
    const bytes = Buffer.concat(waiting)
    waiting = []
    if (bytes.length === 0) return
    const key = keyOf(made.length)
    await store.put(key, sealWhole(mediaKey, bytes))
    made.push({ key, bytes: bytes.length })
  }
  for await (const piece of stdout ?? []) {
    waiting.push(piece)
    if (waiting.reduce((sum, { length }) => sum + length, 0) >= outputPiece) await keep()
  }
  await keep()
  return made
}
