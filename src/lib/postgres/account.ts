import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StartUpError } from '../start-up-error.ts'

/** The operating system's user that the server runs as: ids only where it is not ourselves. */
export type Account = { name: string; uid?: number; gid?: number }

export const isRoot = (): boolean => process.getuid?.() === 0

/** PostgreSQL refuses to run as root, so root lends it another user: whose the data already is, `postgres`, or `nobody`. */
export function accountFor(dataDir: string): Account {
  if (!isRoot()) return { name: 'this user' }
  const users = readUsers()
  const owner = ownerOf(join(dataDir, 'postgres', 'data'))
  const account =
    (owner && { name: users.find(({ uid }) => uid === owner.uid)?.name ?? `uid ${owner.uid}`, ...owner }) ??
    users.find(({ name }) => name === 'postgres') ??
    users.find(({ name }) => name === 'nobody')
  if (!account) {
    throw new StartUpError(
      'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as: ' +
        'start Greenroom as an ordinary user, or set DATABASE_URL to a server of your own.',
    )
  }
  return account
}

/** What spawn needs to become the account. */
export const as = ({ uid, gid }: Account) => (uid === undefined || gid === undefined ? {} : { uid, gid })

/** Asks the system rather than the mode bits: access lists, mounts and sandboxes all have their say. */
export function canReach(account: Account, folder: string): boolean {
  const { status, error } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...as(account), cwd: '/' })
  if (error) {
    throw new StartUpError(
      `Greenroom runs as root but may not start PostgreSQL as ${account.name} (${error.message}): ` +
        'start it as an ordinary user, or set DATABASE_URL to a server of your own.',
    )
  }
  return status === 0
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined
}

function readUsers(): Required<Account>[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0)
}
