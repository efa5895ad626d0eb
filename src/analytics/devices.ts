import type { KindRow } from './contract.ts'
import { percentOf, type Reached } from './funnel.ts'
import { type Kind, least, sharesOf, withoutRare } from './small-groups.ts'

/** What interviews were first opened with, and how many of them were handed in. Null where fewer than five were opened. */
export function kindsOf(reached: Reached[], by: 'device' | 'browser'): KindRow[] | null {
  const sums = [...Map.groupBy(reached, (row) => row[by])].map(
    ([name, rows]): Kind => ({
      name,
      people: sum(rows.map(({ opened }) => opened)),
      completed: sum(rows.map(({ submitted }) => submitted)),
    }),
  )
  if (sum(sums.map(({ people }) => people)) < least) return null
  const kinds = withoutRare(sums, 'rest')
  const submitted = sharesOf(kinds.map(({ people, completed }) => ({ of: people, people: completed })))
  return kinds.map(({ name, people }, place) => ({
    name,
    opened: people,
    submitted: submitted[place] ?? null,
    completed: percentOf(submitted[place], people),
  }))
}

const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)
