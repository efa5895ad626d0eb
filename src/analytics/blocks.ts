import { isSmall } from './small-groups.ts'

/** How many were invited to an assessment in a month such as `2026-03`. */
export type Month = { month: string; people: number }

/** Months that are only ever counted together, oldest first. */
export type Block = string[]

/**
 * The smallest periods that are told apart. A month in which few were invited waits for others like it until together
 * they are enough; the last of them may still be waiting. Every number is then made of whole blocks, so that none of the
 * differences between two periods is about fewer people than a block.
 */
export function blocksOf(months: Month[]): { blocks: Block[]; waiting: Block } {
  const blocks: Block[] = []
  let waiting: Block = []
  let people = 0
  for (const { month, people: invited } of months.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    if (!isSmall(invited)) {
      blocks.push([month])
      continue
    }
    waiting.push(month)
    people += invited
    if (isSmall(people)) continue
    blocks.push(waiting)
    waiting = []
    people = 0
  }
  return { blocks, waiting }
}

export type Span = { from?: string | undefined; to?: string | undefined }

/** The months of the blocks that lie wholly within a span, its ends included. */
export const monthsWithin = (blocks: Block[], { from = '', to = '9999-12' }: Span): string[] =>
  blocks.filter((block) => block.every((month) => month >= from && month <= to)).flat()

/** Months in a row as one: from the first day of `from` until before the first day of `until`. */
export function rangesOf(months: string[]): { from: string; until: string }[] {
  const ranges: { from: string; until: string }[] = []
  for (const month of months.toSorted()) {
    const last = ranges.at(-1)
    if (last?.until === month) last.until = nextMonth(month)
    else ranges.push({ from: month, until: nextMonth(month) })
  }
  return ranges
}

export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
