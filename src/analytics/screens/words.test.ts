import { expect, test } from 'vitest'
import { monthsFrom } from './months.ts'
import { edgeOf, lengthOf, meaningOf } from './words.ts'

test('a length reads as people say it', () => {
  const lengths = [0.4, 12.5, 90, 120, 1500, 60 * 49].map((minutes) => lengthOf(minutes, 'minutes'))
  expect(lengths).toEqual(['24 s', '12.5 min', '1 h 30 min', '2 h', '25 h', '2 days'])
  expect([0.013, 0.5, 3.25].map((days) => lengthOf(days, 'days'))).toEqual(['18.7 min', '12 h', '3.3 days'])
  expect([0, 45, 120, 4320].map((minutes) => edgeOf(minutes, 'minutes'))).toEqual(['0', '45 m', '2 h', '3 d'])
})

test('alpha is called what Krippendorff calls it', () => {
  expect([0.8, 0.79, 0.667, 0.66, -0.2].map(meaningOf)).toEqual(['good', 'tentative', 'tentative', 'low', 'low'])
  expect(meaningOf(null)).toMatch(/cannot be told/)
})

test('months go back over the years', () => {
  expect(monthsFrom({ first: '2025-11', last: '2026-02' })).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
})
