import { expect, test } from 'vitest'
import { verdictOn } from './verdict.ts'

test.each([
  [200, 'done'],
  [201, 'done'],
  [401, 'refused'],
  [404, 'stuck'],
  [409, 'stuck'],
  [410, 'stuck'],
  [413, 'stuck'],
  [408, 'again'],
  [422, 'again'],
  [429, 'again'],
  [500, 'again'],
  [503, 'again'],
  [507, 'again'],
])('%i: %s', (status, verdict) => {
  expect(verdictOn(status)).toBe(verdict)
})
