/** The containers a browser's recorder writes, and the only ones ever read. */
export type Container = 'webm' | 'mp4' | 'ogg'

/** The container a recorder said it writes, or undefined for anything that is not audio or video of ours. */
export function containerNamed(mimeType: string): Container | undefined {
  const [, subtype] = /^(?:video|audio)\/(webm|x-matroska|mp4|ogg)\s*(?:;|$)/i.exec(mimeType) ?? []
  const name = subtype?.toLowerCase()
  return name === 'x-matroska' ? 'webm' : (name as Container | undefined)
}

/** The container the first bytes belong to, whatever anyone says. */
export function containerFound(head: Uint8Array): Container | undefined {
  const text = Buffer.from(head.subarray(0, 12)).toString('latin1')
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'webm'
  if (text.slice(4, 8) === 'ftyp') return 'mp4'
  if (text.startsWith('OggS')) return 'ogg'
  return undefined
}
