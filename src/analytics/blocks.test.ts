import { expect, test } from 'vitest'
import { blocksOf, monthsWithin, rangesOf } from './blocks.ts'

const months = { '2026-01': 2, '2026-02': 300, '2026-03': 1, '2026-04': 2, '2026-05': 9, '2026-06': 4 }
const invited = Object.entries(months).map(([month, people]) => ({ month, people }))

test('a month of few waits for others like it, and is counted with them only', () => {
  const { blocks, waiting } = blocksOf(invited)
  expect(blocks).toEqual([['2026-02'], ['2026-01', '2026-03', '2026-04'], ['2026-05']])
  expect(waiting).toEqual(['2026-06'])
  expect(monthsWithin(blocks, { from: '2026-02', to: '2026-05' })).toEqual(['2026-02', '2026-05'])
  expect(monthsWithin(blocks, {}).toSorted()).toEqual(['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'])
})

test('two periods never differ by one to four people', () => {
  const { blocks } = blocksOf(invited)
  const all = Object.keys(months)
  const periods = all.flatMap((from) => all.map((to) => new Set(monthsWithin(blocks, { from, to }))))
  const peopleIn = (some: Iterable<string>) =>
    [...some].reduce((sum, month) => sum + months[month as keyof typeof months], 0)
  for (const one of periods)
    for (const other of periods) expect([1, 2, 3, 4]).not.toContain(peopleIn(one.difference(other)))
})

test('months in a row are one range', () => {
  expect(rangesOf(['2025-11', '2026-01', '2025-12', '2026-03'])).toEqual([
    { from: '2025-11', until: '2026-02' },
    { from: '2026-03', until: '2026-04' },
  ])
})
