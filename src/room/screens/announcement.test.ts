import { expect, test } from 'vitest'
import { secondsToAnnounce } from './announcement.ts'

test.each([
  [120, 120, undefined],
  [61, 120, undefined],
  [60, 120, 60],
  [45, 120, 60],
  [29.4, 120, 30],
  [10, 120, 10],
  [1, 120, 10],
  [60, 60, undefined],
  [30, 60, 30],
  [30, 30, undefined],
  [8, 8, undefined],
])('%d seconds left of %d: says %s', (left, max, said) => {
  expect(secondsToAnnounce(left * 1000, max * 1000)).toBe(said)
})
