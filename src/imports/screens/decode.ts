/**
 * A file's text, whatever wrote it: Excel writes UTF-16 or the Windows code page as readily as UTF-8, with or without the
 * mark that says which. What is valid UTF-8 is UTF-8, for by chance nothing else is.
 */
export function decode(bytes: Uint8Array): string {
  const wide = wideOf(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** UTF-16 by its mark; without one, by every second byte of what is mostly Latin being nought. */
function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 400)
  const noughts = (odd: number) => start.filter((byte, index) => byte === 0 && index % 2 === odd).length
  if (noughts(1) > start.length / 4) return 'utf-16le'
  return noughts(0) > start.length / 4 ? 'utf-16be' : undefined
}
