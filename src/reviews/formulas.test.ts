import { describe, expect, test } from 'vitest'
import { percentOf, percentOfThreshold, scoreOf, scoreOfChoices, scoreOfRating, totalOf } from './formulas.ts'

const mark = (questionId: number | null, mark: number, levels = 5) => ({ questionId, mark, levels })

describe("a reviewer's score", () => {
  test.each([
    ['is the mean of the answers', [mark(1, 2), mark(2, 5)], 3.5],
    ['counts an answer once, however many criteria it has', [mark(1, 1), mark(1, 1), mark(1, 1), mark(2, 5)], 3],
    ['leaves the mark of the whole aside where answers are marked', [mark(1, 4), mark(null, 1)], 4],
    ['is the mark of the whole where no answer is marked', [mark(null, 2)], 2],
    ['reads every scale as one to five', [mark(1, 2, 2), mark(2, 1, 3)], 3],
    ['is none without a mark', [], null],
  ])('%s', (_, marks, score) => expect(scoreOf(marks)).toBe(score))
})

test('every reviewer counts once', () => {
  expect(totalOf([2, 5, null])).toBe(3.5)
  expect(totalOf([])).toBeNull()
})

const option = (given: object = {}) => ({ correct: false, redFlag: false, score: null, ...given })

describe('a choice scores itself', () => {
  const right = [option({ correct: true }), option(), option({ correct: true }), option({ redFlag: true })]
  const points = [option({ score: 4 }), option({ score: 1 }), option({ score: -2 })]
  test.each([
    ['all that is right', right, false, [0, 2], 100],
    ['wrong takes away from right', right, false, [0, 1], 0],
    ['half of it', right, false, [2], 50],
    ['nothing below nothing', right, false, [1, 3], 0],
    ['points, of the most of one', points, true, [1], 25],
    ['points, of the most of all', points, false, [0, 1], 100],
    ['points taken away', points, false, [0, 2], 40],
    ['nothing said to be right', [option(), option()], true, [0], null],
  ])('%s', (_, options, single, chosen, percent) =>
    expect(scoreOfChoices(options, single, chosen).percent).toBe(percent),
  )

  test('and raises the flags that were chosen', () => {
    expect(scoreOfChoices(right, false, [0, 3]).redFlags).toEqual([3])
    expect(scoreOfChoices(right, false, [0]).redFlags).toEqual([])
  })
})

test('a mark the candidate gave goes from nothing to all', () => {
  expect([1, 3, 5].map((rating) => scoreOfRating(rating, 5).percent)).toEqual([0, 50, 100])
})

describe('all of it together', () => {
  test.each([
    ['every question counts the same', [100, 0], 5, 2, 75],
    ['only what people scored', [], 3, 3, 50],
    ['only what scored itself', [80], null, 0, 80],
    ['nothing while people have to score', [80], null, 1, null],
    ['what has no score is left out', [null, 60], null, 0, 60],
    ['nothing at all', [], null, 0, null],
  ])('%s', (_, automatic, total, rated, percent) => expect(percentOf(automatic, total, rated)).toBe(percent))

  test('a threshold up to five is a mean mark', () => {
    expect(percentOfThreshold(3)).toBe(50)
    expect(percentOfThreshold(60)).toBe(60)
  })
})
