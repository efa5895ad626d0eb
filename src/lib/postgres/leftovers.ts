import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartUpError } from '../start-up-error.ts'
import { port } from './socket.ts'

type Given = { data: string; socketDir: string; log: (line: string) => void }

/**
 * Ends the server that a killed run left behind, and removes its pid file.
 * The pid in that file is believed only when that process works in this folder: after a restart of the machine
 * the number may be anybody's, and PostgreSQL would refuse to start.
 */
export async function endLeftovers({ data, socketDir, log }: Given): Promise<void> {
  const signals: [afterSeconds: number, signal: NodeJS.Signals][] = [
    [0, 'SIGINT'],
    [20, 'SIGQUIT'],
  ]
  const since = Date.now()
  for (let living = processesIn(data); living.length > 0; living = processesIn(data)) {
    const next = signals[0]
    const seconds = (Date.now() - since) / 1000
    if (next && seconds >= next[0]) {
      log(`Ending the database server of a former run (${next[1]}).`)
      signal(data, living, next[1])
      signals.shift()
    }
    if (seconds > 60)
      throw new StartUpError(`The database server of a former run does not end: process ${living.join(', ')}.`)
    await sleep(20)
  }
  for (const file of [
    join(data, 'postmaster.pid'),
    join(socketDir, `.s.PGSQL.${port}`),
    join(socketDir, `.s.PGSQL.${port}.lock`),
  ]) {
    rmSync(file, { force: true })
  }
}

/** The postmaster ends its children; children without one end by themselves, and are only pushed when they do not. */
function signal(data: string, living: number[], name: NodeJS.Signals): void {
  const postmaster = postmasterOf(data)
  const targets = living.includes(postmaster) ? [postmaster] : name === 'SIGQUIT' ? living : []
  for (const pid of targets) {
    try {
      process.kill(pid, name)
    } catch {
      // It ended in the meantime.
    }
  }
}

function postmasterOf(data: string): number {
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

/** Every process of a PostgreSQL server has the data folder as its working directory. */
export function processesIn(data: string): number[] {
  const folder = realpathSync(data)
  if (!existsSync('/proc/self/cwd')) return askLsof(folder)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingDirectoryOf(name) === folder)
    .map(Number)
}

function workingDirectoryOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined // Gone, a zombie, or another user's.
  }
}

/** macOS has no /proc; lsof prints `p<pid>` and below it `n<working directory>`. */
export function askLsof(folder: string): number[] {
  const { stdout } = spawnSync('lsof', ['-w', '-a', '-d', 'cwd', '-c', 'postgres', '-F', 'pn'], { encoding: 'utf8' })
  return [...(stdout ?? '').matchAll(/^p(\d+)\n(?:f.*\n)?n(.*)$/gm)]
    .filter(([, , path]) => path === folder)
    .map(([, pid]) => Number(pid))
}
