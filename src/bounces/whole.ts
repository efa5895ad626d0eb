import type { Readable } from 'node:stream'
import { mostBytes } from './report.ts'

/** All of a message, or its beginning: what is too large is read to its end, and thrown away. */
export async function wholeOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream) {
    bytes += (part as Buffer).length
    if (bytes <= mostBytes) parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}
