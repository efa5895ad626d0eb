import { describe, expect, test } from 'vitest'
import { type Hearing, hear, levelOf, listen } from './hearing.ts'

const heardAfter = (readings: (number | undefined)[], stepMs = 100): Hearing =>
  readings.reduce<Hearing>((hearing, level, index) => hear(hearing, level, (index + 1) * stepMs), listen(0))

describe('a microphone', () => {
  test('that delivers a voice is heard, and stays heard', () => {
    expect(heardAfter([0.1, 0.5, 0.6, 0.1, 0.5, 0.5]).at).toBe('heard')
    expect(heardAfter([0.5, 0.5, 0.5, 0.5, ...Array(100).fill(0)]).at).toBe('heard')
  })
  test('that was knocked once is not', () => {
    expect(heardAfter([0.9, 0.9]).at).toBe('listening')
  })
  test('without a sound is called silent after six seconds, not before', () => {
    expect(heardAfter(Array(59).fill(0.05)).at).toBe('listening')
    expect(heardAfter(Array(60).fill(0.05)).at).toBe('silent')
  })
  test('found silent can still be heard', () => {
    expect(heardAfter([...Array(60).fill(0), 0.5, 0.5, 0.5, 0.5]).at).toBe('heard')
  })
  test('that cannot be measured is not called silent', () => {
    expect(heardAfter(Array(60).fill(undefined)).at).toBe('unmeasured')
    expect(heardAfter([...Array(60).fill(undefined), 0.5, 0.5, 0.5, 0.5]).at).not.toBe('unmeasured')
  })
})

test('a level is 0 for silence, 1 for full scale, and moves for a quiet voice', () => {
  expect(levelOf(new Float32Array(512))).toBe(0)
  expect(levelOf(new Float32Array(0))).toBe(0)
  expect(levelOf(new Float32Array(512).fill(1))).toBe(1)
  expect(levelOf(new Float32Array(512).fill(0.03))).toBeCloseTo(0.49, 2)
})
