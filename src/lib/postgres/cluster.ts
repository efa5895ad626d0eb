import { execFile } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartUpError } from '../start-up-error.ts'
import { type Account, as } from './account.ts'
import type { Binaries } from './binaries.ts'
import { environment } from './environment.ts'
import { superuser } from './roles.ts'

type Given = { folder: string; binaries: Binaries; account: Account; durable: boolean; log: (line: string) => void }

/** Answers the folder of the database cluster, made the first time. */
export async function prepareCluster(given: Given): Promise<string> {
  const data = join(given.folder, 'data')
  clearHalfMade(given.folder)
  if (existsSync(data)) refuseOtherMajor(data, given.binaries)
  else await makeCluster(data, given)
  return data
}

/** Made under another name and renamed when whole, so that a killed initdb leaves nothing that looks like a cluster. */
async function makeCluster(data: string, { folder, binaries, account, durable, log }: Given): Promise<void> {
  refuseNamelessUser()
  log('Making the database (once).')
  const half = mkdtempSync(join(folder, 'data.init-'))
  const { uid, gid } = as(account)
  if (uid !== undefined && gid !== undefined) chownSync(half, uid, gid)
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${half}`,
        `--username=${superuser}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--auth=trust',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { ...as(account), cwd: folder, env: environment },
    )
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw new StartUpError(`PostgreSQL could not make a database in ${folder}: ${complaintIn(error)}`)
  }
  renameSync(half, data)
  syncFolder(folder)
}

function clearHalfMade(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('data.init-')) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function refuseOtherMajor(data: string, binaries: Binaries): void {
  const version = join(data, 'PG_VERSION')
  if (!existsSync(version)) {
    throw new StartUpError(
      `${data} is there, but it is no PostgreSQL database: move it away, or restore a backup over it.`,
    )
  }
  const major = Number(readFileSync(version, 'utf8'))
  if (major === binaries.major) return
  throw new StartUpError(
    `The database in ${data} was made by PostgreSQL ${major}, and this Greenroom runs ${binaries.major}. ` +
      `Take a backup with the release that made it and restore it with this one (docs/self-hosting.md)` +
      (major < 18 ? '.' : `, or set GREENROOM_PG_HOME to an installation of PostgreSQL ${major}.`),
  )
}

/** initdb asks the system for its user's name, and containers run under any number. */
function refuseNamelessUser(): void {
  try {
    userInfo()
  } catch {
    throw new StartUpError(
      `PostgreSQL needs the user it runs as to have a name, and uid ${process.getuid?.()} has none in /etc/passwd: ` +
        'add an entry, start Greenroom as another user, or set DATABASE_URL to a server of your own.',
    )
  }
}

function complaintIn(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string }
  return (stderr || message).trim().split('\n').slice(-3).join(' ')
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
