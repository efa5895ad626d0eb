import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { codeOf, StartUpError } from '../start-up-error.ts'
import { isRoot } from './account.ts'

/** Makes the data folder if need be and answers its absolute path; throws a sentence when nothing can be written there. */
export function makeDataDir(given: string): string {
  const dataDir = resolve(given)
  try {
    makeFolder(dataDir, 0o700)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    letServerPass(dataDir)
  } catch (error) {
    throw new StartUpError(
      `Greenroom cannot write to its data folder ${dataDir} (${codeOf(error)}). ` +
        'Give the user it runs as the right to, or set DATA_DIR to another folder.',
    )
  }
  return dataDir
}

/** Step by step: Node's own recursive mkdir never returns where a file system refuses with ENOENT, as /proc does. */
export function makeFolder(folder: string, mode = 0o755): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode })
}

/** Started by root, the server runs as another user, who has to pass through a folder that we made to reach its own. */
function letServerPass(dataDir: string): void {
  if (!isRoot() || readdirSync(dataDir).length > 0) return
  chmodSync(dataDir, statSync(dataDir).mode | 0o011)
}
