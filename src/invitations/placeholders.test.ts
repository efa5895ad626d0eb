import { expect, test } from 'vitest'
import { fill, unknownPlaceholder } from './placeholders.ts'

const filling = { company: 'Acme {deadline}', assessment: '$& Baker', deadline: 'Friday', minutes: '15' }

test('placeholders are filled in once, and what is filled in is only words', () => {
  expect(fill('{company}: { assessment }, {deadline}, {minutes} min', filling)).toBe(
    'Acme {deadline}: $& Baker, Friday, 15 min',
  )
})

test.each([
  ['Dear {first name}', 'first name'],
  ['{company} and {firma}', 'firma'],
  ['{الاسم}', 'الاسم'],
  ['{Company}', 'Company'],
  ['{constructor}', 'constructor'],
  ['A set {1, 2}, {} and {{ 7*7 }} of {company', undefined],
])('%s', (words, unknown) => {
  expect(unknownPlaceholder(words)).toBe(unknown)
})
