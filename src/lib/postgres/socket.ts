import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, StartUpError } from '../start-up-error.ts'
import { type Account, as } from './account.ts'

/** Part of the socket's file name; nothing listens on a network port. */
export const port = 5432

/** The shortest limit among our platforms: 104 bytes with the closing zero on macOS, 108 on Linux. */
const longestPath = 103

/** The folder of the server's socket, which only its user can enter: whoever can open the socket is trusted. */
export function openSocketDir(folder: string, account: Account): string {
  const socketDir = socketDirOf(folder)
  try {
    mkdirSync(socketDir, { mode: 0o700 })
    const { uid, gid } = as(account)
    if (uid !== undefined && gid !== undefined) chownSync(socketDir, uid, gid)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  refuseForeign(socketDir, account)
  chmodSync(socketDir, 0o700)
  return socketDir
}

/** Beside the data, unless that path is longer than a socket's may be. */
export function socketDirOf(folder: string): string {
  const socketDir = join(folder, 'socket')
  if (Buffer.byteLength(join(socketDir, `.s.PGSQL.${port}.lock`)) <= longestPath) return socketDir
  return `/tmp/greenroom-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
}

/** In /tmp anybody may have made the folder before us, to listen in our server's place. */
function refuseForeign(socketDir: string, account: Account): void {
  const stat = lstatSync(socketDir)
  if (stat.isDirectory() && stat.uid === (account.uid ?? process.getuid?.())) return
  throw new StartUpError(
    `${socketDir} belongs to somebody else: remove it, or set DATA_DIR to a folder with a shorter path.`,
  )
}
