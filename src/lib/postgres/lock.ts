import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartUpError } from '../start-up-error.ts'
import { makeDataDir } from './data-dir.ts'

/** Somebody else holds the folder. */
export class InUse extends StartUpError {}

export type Lock = { release(): void }

/**
 * Keeps a second Greenroom off the folder. Node has no file lock of its own, but SQLite's is one:
 * an fcntl lock, which the kernel takes back when the process dies, however it dies.
 */
export function lockDataDir(dataDir: string): Lock {
  const folder = makeDataDir(dataDir)
  const file = new DatabaseSync(join(folder, 'greenroom.lock'))
  try {
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if (!isBusy(error)) throw error
    throw new InUse(
      `Another Greenroom is running on the data folder ${folder}: stop it first, or set DATA_DIR to a folder of this one's own.`,
    )
  }
  held.add(file)
  return {
    release() {
      held.delete(file)
      file.close()
    },
  }
}

/** A lock that nothing refers to would be collected as garbage, and with it released. */
const held = new Set<DatabaseSync>()

const sqliteBusy = 5

const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === sqliteBusy
