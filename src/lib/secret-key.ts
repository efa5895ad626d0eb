import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf } from './start-up-error.ts'

/** The master key: the one given, else the one in `secret.key`, made at the first start and readable by its owner only. */
export function masterKey(dataDir: string, given: string | undefined): Buffer {
  if (given) return Buffer.from(given)
  const path = join(dataDir, 'secret.key')
  if (!existsSync(path)) make(path)
  return Buffer.from(readFileSync(path, 'utf8').trim())
}

/** On the disk before it is used, and never over another: a key half written would be data lost. */
function make(path: string) {
  const draft = `${path}.${randomUUID()}`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, `${randomBytes(32).toString('base64url')}\n`)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, path)
  } catch (error) {
    // Another process on the same folder was first: its key is ours.
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
