import type { Tally } from './kinds.ts'

export type Named = Tally & { name: string }
type Count = Exclude<keyof Tally, 'assessmentId'>

/** In the order of what is most to do. */
const words: [Count, (count: number) => string][] = [
  ['asked', (count) => `${count} ${count === 1 ? 'candidate asks' : 'candidates ask'} for something`],
  ['waiting', (count) => `${count} to review`],
  ['handedIn', (count) => `${count} handed in`],
  ['closing', (count) => `${count} not done with less than two days left`],
  ['undelivered', (count) => `${count} ${count === 1 ? 'letter' : 'letters'} not delivered`],
]

const countsOf = (tally: Record<Count, number>): string =>
  words.flatMap(([what, say]) => (tally[what] > 0 ? [say(tally[what])] : [])).join(', ')

/** All assessments together, for the subject. */
export const totalsOf = (named: Named[]): string =>
  countsOf(
    Object.fromEntries(words.map(([what]) => [what, named.reduce((sum, each) => sum + each[what], 0)])) as Record<
      Count,
      number
    >,
  )

/** A letter has an end; the dashboard shows the rest. */
const mostLines = 30

export function tallyLines(named: Named[]): { text: string; path?: string }[] {
  const lines = named.slice(0, mostLines).map((each) => {
    return { text: `${each.name}: ${countsOf(each)}`, path: `/#/assessments/${each.assessmentId}/candidates` }
  })
  const more = named.length - lines.length
  return more > 0 ? [...lines, { text: `And ${more} more assessments.` }] : lines
}
