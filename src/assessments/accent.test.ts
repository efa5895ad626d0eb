import { expect, test } from 'vitest'
import { contrast, enough, isReadable, readable, shadesOf } from './accent.ts'

test('contrast is what WCAG says it is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test.each(['#ffff00', '#ffffff', '#000000', '#1f5fbf', '#777777', '#ff0000', '#00ff7f'])(
  'of %s there is a shade that can be read by light and by dark',
  (accent) => {
    const { accent: made, words } = shadesOf(accent)
    expect(isReadable(readable(accent))).toBe(true)
    for (const by of ['light', 'dark'] as const) expect(contrast(made[by], words[by])).toBeGreaterThanOrEqual(enough)
    expect(contrast(made.dark, '#1c1f22')).toBeGreaterThanOrEqual(enough)
  },
)

test('one that can be read stays as it is', () => {
  expect(readable('#1f5fbf')).toBe('#1f5fbf')
})
