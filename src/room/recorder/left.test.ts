import { describe, expect, test } from 'vitest'
import type { Question } from '../contract.ts'
import { leftOf } from './left.ts'
import type { HeldSegment } from './shelf.ts'

const question = (given: Partial<Question> = {}): Question => ({
  questionId: 1,
  type: 'video',
  text: 'Why?',
  maxAnswerSeconds: 120,
  prepSeconds: 0,
  maxRetakes: 0,
  takesBegun: 0,
  answeredTakeId: null,
  options: [],
  singleChoice: true,
  minWords: null,
  maxWords: null,
  highestMark: 5,
  written: null,
  file: null,
  lastTake: null,
  ...given,
})

const held = (given: Partial<HeldSegment> = {}): HeldSegment => ({
  ...{ id: 's0', room: 'r', takeId: 't', questionId: 1, number: 0, mimeType: 'video/webm', begunAt: 1 },
  ...{ count: 5, bytes: 500, recordedMs: 5000, ended: 'page-closed' },
  ...given,
})

const known = (reason: string | null, recordedMs = 5000, number = 0) => ({
  segmentId: `s${number}`,
  number,
  reason,
  recordedMs,
})

describe('what an earlier page left', () => {
  test('nothing: the question begins', () => {
    expect(leftOf(question(), [])).toEqual({ take: { at: 'ready' }, takesUsed: 0 })
    expect(leftOf(question(), [held({ questionId: 2 })]).take).toEqual({ at: 'ready' })
    expect(leftOf(question(), [held({ recordedMs: 0, count: 0 })]).take).toEqual({ at: 'ready' })
  })

  test('a take cut off: gone on with, and not counted', () => {
    const expected = { at: 'interrupted', takeId: 't', segment: 0, recordedMs: 5000, because: 'page-closed' }
    expect(leftOf(question(), [held()])).toEqual({ take: expected, takesUsed: 0 })
    const sent = question({ lastTake: { takeId: 't', segments: [known('page-closed')] } })
    expect(leftOf(sent, [])).toEqual({ take: expected, takesUsed: 0 })
    expect(leftOf(sent, [held()]).take).toEqual(expected)
  })

  test('a take begun on another device that said no more', () => {
    const silent = question({ lastTake: { takeId: 't', segments: [known(null, 7000)] } })
    expect(leftOf(silent, []).take).toMatchObject({ at: 'interrupted', recordedMs: 7000 })
  })

  test('a take of two segments, the first sent, the second still here', () => {
    const both = question({
      lastTake: { takeId: 't', segments: [known('camera-lost', 4000, 0), known(null, 1000, 1)] },
    })
    const left = leftOf(both, [held({ id: 's1', number: 1, recordedMs: 3000 })])
    expect(left.take).toMatchObject({ at: 'interrupted', segment: 1, recordedMs: 7000 })
  })

  test('a take that was ended and not yet decided on: not lost, also when no other is left', () => {
    const reviewing = { at: 'reviewing', takeId: 't', recordedMs: 5000, timeUp: false }
    const sent = question({ takesBegun: 1, lastTake: { takeId: 't', segments: [known('stopped')] } })
    expect(leftOf(sent, [])).toEqual({ take: reviewing, takesUsed: 1 })
    expect(leftOf(question(), [held({ ended: 'stopped' })])).toEqual({ take: reviewing, takesUsed: 1 })
    const half = question({ lastTake: { takeId: 't', segments: [known(null, 2000)] } })
    expect(leftOf(half, [held({ ended: 'time-up' })])).toEqual({ take: reviewing, takesUsed: 1 })
  })

  test('a newer take on this device than the server knows of', () => {
    const older = question({ takesBegun: 1, lastTake: { takeId: 'old', segments: [known('stopped', 9000)] } })
    expect(leftOf(older, [held({ id: 'x', takeId: 'new' })]).take).toMatchObject({ takeId: 'new', recordedMs: 5000 })
    expect(leftOf(older, [held({ id: 'x', takeId: 'new', ended: 'stopped' })]).takesUsed).toBe(2)
  })
})
