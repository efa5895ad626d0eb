import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartUpError } from '../start-up-error.ts'
import { type Account, as } from './account.ts'
import type { Binaries } from './binaries.ts'
import { environment } from './environment.ts'
import { settingsFor } from './settings.ts'
import { port } from './socket.ts'

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants

/** One run of the server, from its first process to its last. */
export type Postmaster = {
  /** Resolves with how it ended, however it ends. */
  ended: Promise<string>
  stop(): Promise<void>
}

type Given = {
  binaries: Binaries
  account: Account
  folder: string
  data: string
  socketDir: string
  durable: boolean
  maxConnections: number
  log: (line: string) => void
}

/** Starts the server and resolves once it takes connections, which after a crash is when it has replayed its log. */
export async function launch(given: Given): Promise<Postmaster> {
  const logFile = join(given.folder, 'server.log')
  const child = spawnServer(given, logFile)
  const ended = endOf(child)
  const guard = spawnGuard(child, given)
  void ended.then(() => guard.kill('SIGKILL'))

  if (!(await isReady(child, ended, given))) {
    throw new StartUpError(
      `The database server ended at its start (${await ended}). The last lines of ${logFile}:\n${tail(logFile)}`,
    )
  }
  return { ended, stop: () => stop(child, ended) }
}

/** Detached, so that Ctrl-C at the terminal reaches us alone and we close the server last. */
function spawnServer(given: Given, logFile: string): ChildProcess {
  const settings = Object.entries(settingsFor({ ...given, port })).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const log = openLog(logFile)
  const child = spawn(given.binaries.postgres, ['-D', given.data, ...settings], {
    ...as(given.account),
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return child
}

/** Refuses to follow a link: root opens this file in a folder that is another user's. */
function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000) renameSync(file, `${file}.old`)
  return openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
}

/** Holds our pipe: when we are killed it closes, and the server is told to end, cleanly and at once. */
function spawnGuard(server: ChildProcess, { account, data }: Given): ChildProcess {
  const script = 'read -r nothing; read -r pid <"$2"; [ "$pid" = "$1" ] && kill -INT "$1"'
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(server.pid), join(data, 'postmaster.pid')], {
    ...as(account),
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', () => {})
  return guard
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, 'exit')
    return signal ?? `exit code ${code}`
  } catch (error) {
    return (error as Error).message
  }
}

async function isReady(child: ChildProcess, ended: Promise<string>, { data, log }: Given): Promise<boolean> {
  let living = true
  void ended.then(() => {
    living = false
  })
  for (let waited = 0; living; waited += 10) {
    if (statusIn(data, child.pid) === 'ready') return true
    if (waited > 0 && waited % 10_000 === 0) log('The database is still recovering from its last end.')
    await sleep(10)
  }
  return false
}

/** The eighth line of the pid file, which is where PostgreSQL tells pg_ctl how far it has come. */
function statusIn(data: string, pid: number | undefined): string | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return lines[0] === String(pid) ? lines[7]?.trim() : undefined
  } catch {
    return undefined
  }
}

/** A fast shutdown; if that hangs, an immediate one, from which the next start recovers. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGINT')
  const patience = setTimeout(() => child.kill('SIGQUIT'), 8_000)
  await ended
  clearTimeout(patience)
}

const tail = (file: string): string => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
