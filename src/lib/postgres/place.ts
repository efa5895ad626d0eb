import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { StartUpError } from '../start-up-error.ts'
import { type Account, as, canReach, isRoot } from './account.ts'

/** Where root keeps what another user's server must reach. */
export const sharedPlace = '/var/lib/greenroom'

/**
 * The folder that is the server's alone: `DATA_DIR/postgres`, or, where the server's user cannot reach that,
 * one under /var/lib that a symbolic link of the same name leads to.
 */
export function folderFor(dataDir: string, account: Account, log: (line: string) => void): string {
  const name = join(dataDir, 'postgres')
  refuseDanglingLink(name)
  if (!existsSync(name)) {
    if (!isRoot() || canReach(account, dataDir)) mkdirSync(name, { mode: 0o700 })
    else symlinkSync(makeSharedFolder(dataDir, log), name)
  }
  const folder = realpathSync(name)
  give(folder, account)
  if (canReach(account, folder)) return folder
  throw new StartUpError(
    isRoot()
      ? `The database in ${folder} belongs to the user ${account.name}, who cannot reach it: chmod a+x its parent folders.`
      : `The database in ${folder} belongs to another user: start Greenroom as that user, or set DATA_DIR to another folder.`,
  )
}

/** Makes the folder the account's own, with everything in it, in case a restore or an administrator gave it to root. */
function give(folder: string, account: Account): void {
  const { uid, gid } = as(account)
  if (uid === undefined || gid === undefined || statSync(folder).uid === uid) return
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, path), uid, gid)
  lchownSync(folder, uid, gid)
}

/** A new one each time: a data folder that was deleted and made again must not find its predecessor's database. */
function makeSharedFolder(dataDir: string, log: (line: string) => void): string {
  mkdirSync(sharedPlace, { recursive: true })
  chmodSync(sharedPlace, 0o711)
  const folder = mkdtempSync(join(sharedPlace, 'postgres-'))
  log(
    `PostgreSQL does not run as root, and the user it runs as cannot reach ${dataDir}: ` +
      `the database is kept in ${folder}, which belongs to your data as much as DATA_DIR does.`,
  )
  return folder
}

/** An empty database in place of a lost one would look like a loss of everything: say what is missing instead. */
function refuseDanglingLink(folder: string): void {
  if (existsSync(folder) || !lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return
  throw new StartUpError(
    `${folder} leads to ${readlinkSync(folder)}, which is gone: bring the database back there, or remove the link to start with an empty one.`,
  )
}
