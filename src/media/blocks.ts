import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'

/**
 * The format of a media file at rest: a header (magic, version, salt), then blocks of 64 KiB of plaintext,
 * each stored as nonce, ciphertext, tag. Every block is bound to its file and its place, so that none can
 * be swapped, moved or taken from another file. The plaintext length stands in the database, not here:
 * whoever opens a file says how long it must be, and a file cut short is refused.
 */
export const blockBytes = 64 * 1024
const magic = Buffer.from('GRMEDIA')
const version = 1
const saltBytes = 16
const nonceBytes = 12
const tagBytes = 16

export const headerBytes = magic.length + 1 + saltBytes
export const overheadBytes = nonceBytes + tagBytes

/** A file that is not what was written: altered, cut, mixed up, or sealed with another key. */
export class Damaged extends Error {}

/** What sealing and opening the blocks of one file takes. */
export type FileKey = { header: Buffer; key: KeyObject }

export function newFileKey(mediaKey: KeyObject): FileKey {
  const header = Buffer.concat([magic, Buffer.of(version), randomBytes(saltBytes)])
  return { header, key: derive(mediaKey, header) }
}

export function readFileKey(mediaKey: KeyObject, header: Buffer): FileKey {
  const known = Buffer.concat([magic, Buffer.of(version)])
  if (header.length !== headerBytes || !header.subarray(0, known.length).equals(known)) {
    throw new Damaged('This is not a media file of ours')
  }
  return { header, key: derive(mediaKey, header) }
}

/** A block may be sealed again after a change: its nonce is fresh at every write. */
export function sealBlock(file: FileKey, index: number, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', file.key, nonce)
  cipher.setAAD(placeOf(file, index))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function openBlock(file: FileKey, index: number, sealed: Buffer): Buffer {
  if (sealed.length <= overheadBytes) throw new Damaged(`Block ${index} is cut short`)
  const decipher = createDecipheriv('aes-256-gcm', file.key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(placeOf(file, index))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    decipher.final()
  } catch (cause) {
    throw new Damaged(`Block ${index} was altered`, { cause })
  }
  return plain
}

export const blocksIn = (plainBytes: number) => Math.ceil(plainBytes / blockBytes)

export const sealedSize = (plainBytes: number) => headerBytes + plainBytes + blocksIn(plainBytes) * overheadBytes

/** Where a block begins in the file. */
export const placeInFile = (index: number) => headerBytes + index * (blockBytes + overheadBytes)

/** How much plaintext a block holds: all are full but the last. */
export const blockLength = (index: number, plainBytes: number) => Math.min(blockBytes, plainBytes - index * blockBytes)

function derive(mediaKey: KeyObject, header: Buffer): KeyObject {
  const salt = header.subarray(-saltBytes)
  return createSecretKey(Buffer.from(hkdfSync('sha256', mediaKey, salt, 'greenroom media file', 32)))
}

function placeOf(file: FileKey, index: number): Buffer {
  const place = Buffer.alloc(headerBytes + 8)
  file.header.copy(place)
  place.writeBigUInt64BE(BigInt(index), headerBytes)
  return place
}
