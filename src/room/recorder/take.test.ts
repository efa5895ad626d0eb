import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Limits, recordedMs, type Signal, step, type Take } from './take.ts'

const limits: Limits = { maxAnswerMs: 60_000, retakesLeft: 1 }
const takeAfter = (...signals: Signal[]) =>
  signals.reduce<Take>((take, signal) => step(take, signal, limits), { at: 'ready' })
const begin: Signal = { is: 'begin', takeId: 't', now: 1000 }

describe('a take', () => {
  test('recorded, stopped, kept', () => {
    expect(takeAfter(begin)).toEqual({ at: 'recording', takeId: 't', segment: 0, earlierMs: 0, since: 1000 })
    expect(takeAfter(begin, { is: 'stop', now: 13_000 })).toEqual({
      at: 'reviewing',
      takeId: 't',
      recordedMs: 12_000,
      timeUp: false,
    })
    expect(takeAfter(begin, { is: 'stop', now: 13_000 }, { is: 'keep' })).toEqual({ at: 'kept', takeId: 't' })
  })

  test('ends by itself when the time is up, and is never longer', () => {
    expect(takeAfter(begin, { is: 'tick', now: 60_999 }).at).toBe('recording')
    expect(takeAfter(begin, { is: 'tick', now: 61_500 })).toMatchObject({
      at: 'reviewing',
      recordedMs: 60_000,
      timeUp: true,
    })
  })

  test('interrupted, it goes on in a new segment and the time already used counts', () => {
    const lost: Signal = { is: 'interrupt', because: 'camera-lost', now: 21_000 }
    expect(takeAfter(begin, lost)).toMatchObject({ at: 'interrupted', recordedMs: 20_000, because: 'camera-lost' })
    const resumed = takeAfter(begin, lost, { is: 'continue', now: 90_000 })
    expect(resumed).toMatchObject({ at: 'recording', takeId: 't', segment: 1, earlierMs: 20_000 })
    expect(recordedMs(resumed, 95_000)).toBe(25_000)
    expect(step(resumed, { is: 'tick', now: 130_000 }, limits).at).toBe('reviewing')
  })

  test('interrupted, it can be kept as far as it went', () => {
    const lost: Signal = { is: 'interrupt', because: 'no-data', now: 21_000 }
    expect(takeAfter(begin, lost, { is: 'finish' }, { is: 'keep' })).toEqual({ at: 'kept', takeId: 't' })
  })

  test('a fault never uses up a take', () => {
    const spent = { ...limits, retakesLeft: 0 }
    const interrupted: Take = { at: 'interrupted', takeId: 't', segment: 0, recordedMs: 5, because: 'page-closed' }
    expect(step(interrupted, { is: 'retake' }, spent)).toEqual({ at: 'ready' })
  })

  test('no retakes left: the answer stands', () => {
    const reviewing: Take = { at: 'reviewing', takeId: 't', recordedMs: 5, timeUp: false }
    expect(step(reviewing, { is: 'retake' }, limits)).toEqual({ at: 'ready' })
    expect(step(reviewing, { is: 'retake' }, { ...limits, retakesLeft: 0 })).toBe(reviewing)
  })

  test('whatever happens in whatever order, nothing recorded is dropped but by a retake', () => {
    const now = fc.nat(200_000)
    const signal: fc.Arbitrary<Signal> = fc.oneof(
      now.map((now) => ({ is: 'begin' as const, takeId: 't', now })),
      now.map((now) => ({ is: 'tick' as const, now })),
      now.map((now) => ({ is: 'stop' as const, now })),
      now.map((now) => ({ is: 'interrupt' as const, because: 'no-data' as const, now })),
      now.map((now) => ({ is: 'continue' as const, now })),
      fc.constantFrom<Signal>({ is: 'finish' }, { is: 'keep' }),
    )
    fc.assert(
      fc.property(fc.array(signal), (signals) => {
        let take: Take = { at: 'ready' }
        for (const each of signals) {
          const next = step(take, each, limits)
          if (take.at !== 'ready') expect('takeId' in next && next.takeId).toBe('t')
          if (next.at === 'reviewing') expect(next.recordedMs).toBeLessThanOrEqual(limits.maxAnswerMs)
          if (take.at === 'kept') expect(next).toBe(take)
          take = next
        }
      }),
    )
  })
})
