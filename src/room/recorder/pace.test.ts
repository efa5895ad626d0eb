import { describe, expect, test } from 'vitest'
import { createPause, pauseAfter, timeoutFor } from './pace.ts'

describe('the pace of uploading', () => {
  test('a request gets 15 seconds, or as long as 8 kB/s needs', () => {
    expect(timeoutFor(0)).toBe(15_000)
    expect(timeoutFor(100_000)).toBe(15_000)
    expect(timeoutFor(4_000_000)).toBe(500_000)
  })

  test('and longer after failures, so that a line of 3 kB/s gets a second of video through', () => {
    expect([1, 2, 3, 4, 1e6].map((failures) => timeoutFor(95_000, failures))).toEqual([
      15_000, 30_000, 60_000, 120_000, 120_000,
    ])
  })

  test('pauses double from half a second to eight, and stay there for ever', () => {
    expect([1, 2, 3, 4, 5, 6, 1e6].map((failures) => pauseAfter(failures, 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000, 8000,
    ])
  })

  test('no two uploaders come back at the same moment', () => {
    expect(pauseAfter(5, 0)).toBe(4000)
    expect(pauseAfter(5, 0.5)).toBe(6000)
  })

  test('a pause ends early when woken, also when woken just before', async () => {
    const pause = createPause()
    const resting = pause.rest(60_000)
    pause.wake()
    await resting
    pause.wake()
    await pause.rest(60_000)
  })

  test('and being woken once does not spoil the next', async () => {
    const pause = createPause()
    pause.wake()
    await pause.rest(60_000)
    const started = Date.now()
    await pause.rest(30)
    expect(Date.now() - started).toBeGreaterThanOrEqual(25)
  })
})
