import type { Question } from '../contract.ts'
import type { HeldSegment } from './shelf.ts'
import type { Interruption, Take } from './take.ts'

/** What an earlier page left of a question: where its take stands, and how many takes that count are used. */
export type Left = { take: Take; takesUsed: number }

type Part = { takeId: string; id: string; number: number; recordedMs: number; reason: string | null }

/**
 * Puts together what this device still holds and what the server has, from here or another device. A take that was
 * ended is there to be used or recorded again, one cut off to be gone on with: neither is ever silently dropped.
 */
export function leftOf(question: Question, found: HeldSegment[]): Left {
  const { takesBegun } = question
  const own = found.filter(({ questionId }) => questionId === question.questionId).map(heldPart)
  const known = knownParts(question)
  const takeId = own.at(-1)?.takeId ?? known.at(0)?.takeId
  const parts = merge(known, own).filter((part) => part.takeId === takeId)
  const last = parts.at(-1)
  const recordedMs = parts.reduce((sum, part) => sum + part.recordedMs, 0)
  if (!takeId || !last || recordedMs === 0) return { take: { at: 'ready' }, takesUsed: takesBegun }
  if (!isEnded(last)) return { take: interrupted(last, recordedMs), takesUsed: takesBegun }
  const counted = known.some((part) => part.takeId === takeId && isEnded(part))
  return { take: { at: 'reviewing', takeId, recordedMs, timeUp: false }, takesUsed: takesBegun + (counted ? 0 : 1) }
}

const heldPart = ({ id, takeId, number, recordedMs, ended }: HeldSegment): Part => ({
  ...{ id, takeId, number, recordedMs },
  reason: ended ?? null,
})

const knownParts = ({ lastTake }: Question): Part[] =>
  (lastTake?.segments ?? []).map(({ segmentId, ...part }) => ({
    ...part,
    id: segmentId,
    takeId: lastTake?.takeId ?? '',
  }))

/** This device knows better than the server what it recorded itself. */
function merge(known: Part[], own: Part[]): Part[] {
  const parts = new Map([...known, ...own].map((part) => [part.id, part]))
  return [...parts.values()].sort((a, b) => a.number - b.number)
}

const isEnded = ({ reason }: Part) => reason === 'stopped' || reason === 'time-up'

function interrupted({ takeId, number, reason }: Part, recordedMs: number): Take {
  return { at: 'interrupted', takeId, segment: number, recordedMs, because: because(reason) }
}

const faults = ['camera-lost', 'recorder-failed', 'no-data', 'page-closed']
const because = (reason: string | null) => (faults.includes(reason ?? '') ? (reason as Interruption) : 'page-closed')
