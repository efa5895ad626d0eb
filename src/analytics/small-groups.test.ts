import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coarsened, isSmall, partsOf, sharesOf, shown, stepsOf, withoutRare } from './small-groups.ts'

test('a group of one to four is not shown; that it is nobody may be', () => {
  expect([0, 1, 4, 5].map(shown)).toEqual([0, null, null, 5])
})

test('a single hidden part does not follow from the total', () => {
  expect(partsOf([20, 3, 9])).toEqual([20, null, null])
  expect(partsOf([20, 3, 2])).toEqual([20, null, null])
  expect(partsOf([20, 3, 1, 0, 8])).toEqual([20, null, null, 0, null])
  expect(partsOf([20, 9])).toEqual([20, 9])
  expect(partsOf([3])).toEqual([null])
})

test('neither who did nor who did not is told of few', () => {
  const groups = (...rows: [number, number][]) => rows.map(([of, people]) => ({ of, people }))
  expect(sharesOf(groups([30, 20], [20, 20], [12, 0]))).toEqual([20, 20, 0])
  // Two did not: with a total known, who did not in the next smallest group would be told by those two.
  expect(sharesOf(groups([30, 20], [20, 18], [12, 6]))).toEqual([20, null, null])
  expect(sharesOf(groups([30, 20], [20, 3], [12, 10], [6, 3]))).toEqual([20, null, null, null])
})

test('a step that lost few is hidden, and so are those who were lost with the next', () => {
  expect(stepsOf([30, 28, 26, 25, 25, 10, 4, 0])).toEqual([30, null, null, 25, 25, 10, null, 0])
})

test('neighbours are put together until none is small, and nobody is left out', () => {
  const buckets = [1, 2, 9, 0, 3, 7, 2].map((people, from) => ({ from, to: from === 6 ? null : from + 1, people }))
  const coarse = coarsened(buckets)
  expect(coarse).toEqual([
    { from: 0, to: 3, people: 12 },
    { from: 3, to: 4, people: 0 },
    { from: 4, to: null, people: 12 },
  ])
  expect(coarsened([0, 6, 0, 2].map((people, from) => ({ from, to: from + 1, people })))).toEqual([
    { from: 0, to: 1, people: 0 },
    { from: 1, to: 4, people: 8 },
  ])
})

test('rare kinds become one, which is not rare', () => {
  const kind = (name: string, people: number) => ({ name, people, completed: people })
  const kinds = [kind('phone', 12), kind('tablet', 2), kind('computer', 8)]
  expect(withoutRare(kinds, 'rest')).toEqual([kind('phone', 12), kind('rest', 10)])
  expect(withoutRare([kind('phone', 12), kind('tablet', 3), kind('tv', 2)], 'rest')).toEqual([
    kind('phone', 12),
    kind('rest', 5),
  ])
  expect(withoutRare([kind('phone', 12), kind('tv', 0)], 'rest')).toEqual([kind('phone', 12)])
})

const parts = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 8 })
const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)

test('whatever the parts are, a total does not tell few', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const told = partsOf(all)
      expect(told.filter((people) => people !== null && isSmall(people))).toEqual([])
      const hidden = all.filter((people, place) => told[place] === null && people > 0)
      // Unless it is all there is: then the total is few itself, and is told nowhere.
      expect(isSmall(sum(hidden)) && hidden.length < all.filter((people) => people > 0).length).toBe(false)
      for (const [place, people] of all.entries()) if (told[place] !== null) expect(told[place]).toBe(people)
    }),
  )
})

test('whatever the columns are, none is few and nobody is lost', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const coarse = coarsened(all.map((people, from) => ({ from, to: from + 1, people })))
      expect(sum(coarse.map(({ people }) => people))).toBe(sum(all))
      if (!isSmall(sum(all))) expect(coarse.filter(({ people }) => isSmall(people))).toEqual([])
      for (const [place, { to }] of coarse.slice(0, -1).entries()) expect(coarse[place + 1]?.from).toBe(to)
    }),
  )
})
