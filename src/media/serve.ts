import { Readable } from 'node:stream'
import { Answer } from '../lib/door.ts'
import type { As, Playing } from './playing.ts'
import { answerRange, type MediaRequest } from './range.ts'

/** Plays by range. */
export async function serve(playing: Playing, request: MediaRequest): Promise<Answer> {
  const { status, headers, start, end } = answerRange(request, playing)
  if (start === end) return new Answer(status, Readable.from([]), headers)
  const file = await playing.open()
  return new Answer(status, file.stream(start, end), headers)
}

/** RFC 8187 leaves fewer signs as they are than a component of an address. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Headers of what is only ever saved, whatever is in it: nobody's browser opens it as a page of ours. */
export const asFile = (name: string) => ({
  'content-type': 'application/octet-stream',
  'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'private, no-store',
})

export const asOf = ({ as }: Record<string, unknown>): As => (as === 'mp4' || as === 'sound' ? as : 'recorded')
