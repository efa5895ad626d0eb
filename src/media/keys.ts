import { randomUUID } from 'node:crypto'

/** Where media of a segment lie in the store. All of a segment's, and of a company's, stand under one folder. */
const folderOf = (companyId: number, segmentId: string) => `${companyId}/${segmentId.toLowerCase()}`

/** The hash keeps two chunks that claim one index apart until the database has decided between them. */
export const chunkKey = (companyId: number, segmentId: string, index: number, sha256: Buffer) =>
  `${folderOf(companyId, segmentId)}/raw/${String(index).padStart(5, '0')}-${sha256.toString('hex', 0, 8)}`

/** A new place at every attempt: what is being watched is never written over. */
export const playableKey = (companyId: number, segmentId: string) =>
  `${folderOf(companyId, segmentId)}/play/${randomUUID()}`

/** What ffmpeg makes of a segment, on its way into one file. */
export const pieceKeys = (companyId: number, segmentId: string) => {
  const folder = `${folderOf(companyId, segmentId)}/pieces/${randomUUID()}`
  return (piece: number) => `${folder}/${String(piece).padStart(5, '0')}`
}

/** A file somebody answered with. */
export const fileKey = (companyId: number) => `${companyId}/${randomUUID()}/file`

export const posterKey = (companyId: number, segmentId: string) =>
  `${folderOf(companyId, segmentId)}/poster/${randomUUID()}`
