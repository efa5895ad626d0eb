import type { Line } from './line.ts'

/** Small first: of a slow line that is enough, and it is not kept busy. */
const sizes = [32, 128, 512].map((kilobytes) => kilobytes * 1024)
const enoughMs = 700

/** Finds out what a line carries. One that fails has told what it can. */
export async function probe(line: Line, send: (bytes: BodyInit) => Promise<unknown>): Promise<void> {
  for (const size of sizes) {
    const began = performance.now()
    await line.carry(size, () => send(noise(size)))
    if (performance.now() - began > enoughMs) return
  }
}

/** A proxy that compresses would be measured instead of the line. */
function noise(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}
