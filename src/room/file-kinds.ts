import { isUtf8 } from 'node:buffer'
import { pictureKind } from '../pictures/kind.ts'
import { fileKinds } from './file-names.ts'

/** Whether a file is of the kind its name says: a page or a script by another name is none of them. */
export function isKind(extension: string, bytes: Buffer): boolean {
  if (!fileKinds.includes(extension) || bytes.length === 0) return false
  if (extension === 'pdf') return bytes.subarray(0, 1024).includes('%PDF-')
  if (extension === 'txt') return isUtf8(bytes) && !bytes.includes(0)
  const picture = pictureKind(bytes)
  if (extension === 'jpg' || extension === 'jpeg') return picture?.type === 'image/jpeg'
  if (extension === 'png' || extension === 'webp') return picture?.type === `image/${extension}`
  return isZip(bytes)
}

/** Office documents are ZIP archives (APPNOTE.TXT §4.3.7). */
const isZip = (bytes: Buffer) => bytes.toString('latin1', 0, 4) === 'PK\x03\x04'
