import type { NamedTally } from './facts.ts'
import { type Count, counts, type NoticeWords } from './notice-words.ts'
import type { Line } from './saying.ts'

type Words = NoticeWords['digest']

const countsOf = ({ counted, between }: Words, tally: Record<Count, number>): string =>
  counts.flatMap((what) => (tally[what] > 0 ? [counted[what](tally[what])] : [])).join(between)

/** All assessments together, for the subject. */
export function totalsOf(words: Words, tallies: NamedTally[]): string {
  const totals = { asked: 0, waiting: 0, handedIn: 0, closing: 0, undelivered: 0 }
  for (const tally of tallies) for (const what of counts) totals[what] += tally[what]
  return countsOf(words, totals)
}

/** A letter has an end; the dashboard shows the rest. */
const mostLines = 30

export function tallyLines(words: Words, tallies: NamedTally[]): Line[] {
  const lines = tallies.slice(0, mostLines).map((tally) => {
    return { text: words.line(tally.name, countsOf(words, tally)), path: tally.path }
  })
  const more = tallies.length - lines.length
  return more > 0 ? [...lines, { text: words.more(more) }] : lines
}
