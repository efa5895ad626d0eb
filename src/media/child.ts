import type { ChildProcess } from 'node:child_process'
import { watchMemory } from './memory.ts'

/** What a child that reads strangers' files may take. */
export type Limits = { ms: number; rssBytes: number }

const megabyte = 1024 * 1024

export const limitsFor = (bytes: number): Limits => ({
  ms: 30_000 + (bytes / (5 * megabyte)) * 1000,
  rssBytes: 512 * megabyte,
})

/** The arguments of /bin/sh under which the kernel's own limit holds even when we are killed and nobody watches. */
export const outliving = (limits: Limits, command: string[]) => [
  '-c',
  'ulimit -t "$1"; shift; exec "$@"',
  'sh',
  String(Math.ceil(limits.ms / 500)),
  ...command,
]

/** How a child ended: killed for a reason, or by itself, well or not. */
export type End = { why?: string; well: boolean }

/** Resolves when the child is gone: with a sentence when the recording was too much for it. */
export async function watch(child: ChildProcess, limits: Limits): Promise<End> {
  let why: string | undefined
  const kill = (because?: string) => {
    why = because
    child.kill('SIGKILL')
  }
  const orphan = () => kill()
  const clock = setTimeout(() => kill('Preparing the recording took too long'), limits.ms)
  const memory = watchMemory(child, limits.rssBytes, () => kill('Preparing the recording took too much memory'))
  process.once('exit', orphan)
  const [code, signal] = await new Promise<[unknown, unknown]>((gone) =>
    child.once('close', (code, by) => gone([code, by])).once('error', (error) => gone([error, null])),
  )
  process.off('exit', orphan)
  clearTimeout(clock)
  clearInterval(memory)
  const said = signal === 'SIGABRT' ? 'Preparing the recording took too much memory' : why
  return { ...(said && { why: said }), well: code === 0 }
}
