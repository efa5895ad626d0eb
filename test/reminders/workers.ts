import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { serverFlags } from '../../bin/flags.mjs'

export type Scene = { connection: ClientConfig; settings: Record<string, string> }
/** What a worker is told: the time, and whether it is to make all its rounds or only to send what is due. */
export type Move = { to: number; isSending?: boolean }

export const nameOf = (pid: number | undefined) => `worker-${pid}`

/** So many real processes, to be killed at will; each is replaced by another. */
export async function startWorkers(count: number, scene: Scene) {
  let alive = await Promise.all(Array.from({ length: count }, () => start(scene)))
  const starting = new Set<Promise<unknown>>()

  async function replace() {
    const fresh = start(scene).then((child) => {
      alive.push(child)
    })
    starting.add(fresh)
    await fresh.finally(() => starting.delete(fresh))
  }
  return {
    /** Tells all of them what time it is, and waits until those that live have done as they were told. */
    async move(move: Move) {
      await Promise.all(alive.map((child) => tell(child, move)))
    },
    /** One of them, with the signal that nobody can catch. Answers which. */
    kill(which: number): string {
      const child = alive[Math.floor(which * alive.length)] as ChildProcess
      alive = alive.filter((other) => other !== child)
      child.kill('SIGKILL')
      void replace()
      return nameOf(child.pid)
    },
    async stop() {
      await Promise.all(starting)
      for (const child of alive) child.kill('SIGKILL')
    },
  }
}

async function start(scene: Scene): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), {
    env: { ...process.env, SCENE: JSON.stringify(scene) },
    execArgv: serverFlags,
  })
  if (!(await answerOf(child))) throw new Error('A worker did not start')
  return child
}

/** Resolves when it has done as it was told, or is gone. */
async function tell(child: ChildProcess, move: Move): Promise<void> {
  if (!child.connected) return
  const answered = answerOf(child)
  child.send(move, () => undefined)
  await answered
}

const answerOf = (child: ChildProcess) =>
  new Promise<unknown>((resolve) => {
    const heard = (answer: unknown) => {
      child.off('message', heard).off('exit', gone)
      resolve(answer)
    }
    const gone = () => heard(undefined)
    child.once('message', heard).once('exit', gone)
  })
