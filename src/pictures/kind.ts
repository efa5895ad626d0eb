export type PictureKind = { type: 'image/png' | 'image/jpeg' | 'image/webp'; width: number; height: number }

/**
 * What a file is by its own bytes, whatever anyone calls it; undefined for all but three kinds of picture. An SVG, which
 * can run scripts, is none of them.
 */
export function pictureKind(bytes: Buffer): PictureKind | undefined {
  return png(bytes) ?? jpeg(bytes) ?? webp(bytes)
}

/** PNG (ISO 15948) §5.2 and §11.2.2: the signature, then a header chunk with both sides. */
function png(bytes: Buffer): PictureKind | undefined {
  const head = '89504e470d0a1a0a0000000d49484452'
  if (bytes.length < 24 || bytes.toString('hex', 0, 16) !== head) return undefined
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** JPEG (ITU T.81) §B.1.1 and §B.2.2: segments up to the frame header, which has both sides. */
function jpeg(bytes: Buffer): PictureKind | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at)
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
      return { type: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    if (marker < 0xffc0 || marker === 0xffda) return undefined
  }
  return undefined
}

/** WebP (RFC 9649) §2: RIFF, then one of three kinds of chunk, each with its sides in another place. */
function webp(bytes: Buffer): PictureKind | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined
  const chunk = bytes.toString('latin1', 8, 16)
  const type = 'image/webp'
  if (chunk === 'WEBPVP8X') return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (chunk === 'WEBPVP8 ') {
    return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  }
  if (chunk !== 'WEBPVP8L') return undefined
  const sides = bytes.readUInt32LE(21)
  return { type, width: (sides & 0x3fff) + 1, height: ((sides >> 14) & 0x3fff) + 1 }
}
