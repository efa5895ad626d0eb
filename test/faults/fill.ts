import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Fills a disk to the last byte; what is answered makes room again. */
export function fill(folder: string): () => void {
  const path = join(folder, 'ballast')
  const file = openSync(path, 'w')
  for (const size of [1_048_576, 4096, 1]) while (fits(file, Buffer.alloc(size))) {}
  closeSync(file)
  return () => rmSync(path)
}

function fits(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) > 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}
