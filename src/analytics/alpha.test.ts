import { expect, test } from 'vitest'
import { alphaOf, type Unit } from './alpha.ts'

/** Rows of observers, a value for each unit; a dot is missing. */
function unitsOf(...observers: string[]): Unit[] {
  const rows = observers.map((row) => row.split(' '))
  return (rows[0] ?? []).map((_, unit) => ({
    values: rows.map((row) => row[unit] ?? '.').flatMap((value) => (value === '.' ? [] : [Number(value)])),
  }))
}

/** “Computing Krippendorff's Alpha-Reliability”, example C: four observers, twelve units, with missing data. */
const fourObservers = unitsOf(
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
)

test.each([
  ['nominal', 0.743],
  ['ordinal', 0.815],
  ['interval', 0.849],
  ['ratio', 0.797],
] as const)('the published example comes out as published, %s', (metric, alpha) => {
  expect(alphaOf(fourObservers, metric)).toBeCloseTo(alpha, 3)
})

test('so do the two with two observers and nothing missing', () => {
  // Example A, of two values; example B, of five: a b c d e as 1 to 5.
  const binary = unitsOf('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0')
  expect(alphaOf(binary, 'nominal')).toBeCloseTo(0.095, 3)
  const five = unitsOf('1 1 2 2 4 3 3 3 5 4 4 1', '2 1 2 2 2 3 3 3 5 4 4 4')
  expect(alphaOf(five, 'nominal')).toBeCloseTo(0.692, 3)
})

test('units that were given the same may be said once', () => {
  const once: Unit[] = fourObservers.flatMap((unit) => [unit, unit, unit])
  const thrice = fourObservers.map((unit) => ({ ...unit, times: 3 }))
  expect(alphaOf(thrice, 'ordinal')).toBeCloseTo(alphaOf(once, 'ordinal') as number, 12)
})

test('who is alone with a mark agrees with nobody, and where nothing varies agreement says nothing', () => {
  const paired = unitsOf('1 2 3 . 5', '1 2 4 . .')
  expect(alphaOf(paired, 'interval')).toBe(alphaOf(paired.slice(0, 3), 'interval'))
  expect(alphaOf(unitsOf('3 3 3', '3 3 3'), 'interval')).toBeNull()
  expect(alphaOf(unitsOf('3 . 1', '. 2 .'), 'interval')).toBeNull()
  expect(alphaOf([], 'ordinal')).toBeNull()
})

test('perfect is 1, and always saying the opposite is worse than chance', () => {
  expect(alphaOf(unitsOf('1 2 3', '1 2 3'), 'ordinal')).toBe(1)
  expect(alphaOf(unitsOf('1 5 1 5', '5 1 5 1'), 'ordinal')).toBeLessThan(0)
})
