import type { KeyObject } from 'node:crypto'
import { keyFor, openText, seal } from '../lib/vault.ts'

/** A reason under its candidate's key, bound to its interview: none can be passed off as another's. */
export const sealReason = (dataKey: KeyObject, interviewId: number, reason: string): Buffer =>
  seal(keyFor(dataKey, 'answer'), Buffer.from(reason), placeOf(interviewId))

export const openReason = (dataKey: KeyObject, interviewId: number, sealed: Buffer): string =>
  openText(keyFor(dataKey, 'answer'), sealed, placeOf(interviewId))

const placeOf = (interviewId: number) => `request ${interviewId}`
