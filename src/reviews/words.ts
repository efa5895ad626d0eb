import type { KeyObject } from 'node:crypto'
import { keyFor, openText, seal } from '../lib/vault.ts'

/** What reviewers write of a person, under that person's key, bound to its place: erased with them. */
export const sealWords = (dataKey: KeyObject, place: string, words: string): Buffer =>
  seal(keyFor(dataKey, 'review'), Buffer.from(words), place)

export const openWords = (dataKey: KeyObject, place: string, sealed: Buffer): string =>
  openText(keyFor(dataKey, 'review'), sealed, place)

export const placeOfSummary = (interviewId: number, reviewerId: number) => `summary ${interviewId} ${reviewerId}`
export const placeOfComment = (interviewId: number, reviewerId: number) => `comment ${interviewId} ${reviewerId}`
