/** What is told of groups, so that nothing is told of fewer than five people. docs/analytics.md explains it. */

/** A group of fewer people is not shown. */
export const least = 5

/** Nobody is no group: that nobody got so far is said of all the others. */
export const isSmall = (people: number): boolean => people > 0 && people < least

export const shown = (people: number): number | null => (isSmall(people) ? null : people)

/**
 * Parts of a total that is known. Small ones are hidden; where what is hidden together would be small too, the difference
 * from the total would tell it, and the smallest of the others is hidden with them.
 */
export function partsOf(parts: number[]): (number | null)[] {
  const hidden = new Set(parts.keys().filter((place) => isSmall(parts[place] ?? 0)))
  while (isSmall(sumOf(parts, hidden))) {
    const next = smallest(parts, hidden)
    if (next === undefined) break
    hidden.add(next)
  }
  return parts.map((people, place) => (hidden.has(place) ? null : people))
}

export type Share = { of: number; people: number }

/** How many of each group did something: neither they nor those who did not may be few, nor follow from the total. */
export function sharesOf(groups: Share[]): (number | null)[] {
  const did = groups.map(({ people }) => people)
  const didNot = groups.map(({ of, people }) => of - people)
  const sizes = groups.map(({ of }) => of)
  const hidden = new Set(groups.keys().filter((place) => isSmall(did[place] ?? 0) || isSmall(didNot[place] ?? 0)))
  while (isSmall(sumOf(did, hidden)) || isSmall(sumOf(didNot, hidden))) {
    const next = smallest(sizes, hidden)
    if (next === undefined) break
    hidden.add(next)
  }
  return did.map((people, place) => (hidden.has(place) ? null : people))
}

/** One after the other, each of those before: a step is hidden where it, or who was lost since the last one shown, is small. */
export function stepsOf([first = 0, ...steps]: number[]): (number | null)[] {
  let last = first
  return [first, ...steps].map((people) => {
    if (isSmall(people) || isSmall(Math.abs(last - people))) return null
    last = people
    return people
  })
}

const sumOf = (parts: number[], places: Set<number>) =>
  places.values().reduce((sum, place) => sum + (parts[place] ?? 0), 0)

function smallest(parts: number[], but: Set<number>): number | undefined {
  const places = parts.keys().filter((place) => !but.has(place) && (parts[place] ?? 0) > 0)
  return [...places].sort((a, b) => (parts[a] ?? 0) - (parts[b] ?? 0))[0]
}

export type Bucket = { from: number; to: number | null; people: number }

/** Neighbours are put together until none is small: a coarser picture, and still everybody in it. */
export function coarsened(buckets: Bucket[]): Bucket[] {
  const coarse: Bucket[] = []
  for (const bucket of buckets) {
    const before = coarse.at(-1)
    if (before && isSmall(before.people)) coarse.splice(-1, 1, joined(before, bucket))
    else coarse.push(bucket)
  }
  while (coarse.length > 1 && isSmall(coarse.at(-1)?.people ?? 0)) {
    const [before, last] = coarse.splice(-2) as [Bucket, Bucket]
    coarse.push(joined(before, last))
  }
  return coarse
}

const joined = (one: Bucket, next: Bucket): Bucket => ({
  from: one.from,
  to: next.to,
  people: one.people + next.people,
})

export type Kind = { name: string; people: number; completed: number }

/** Kinds without an order: small ones become one; should that be small as well, the smallest of the others joins it. */
export function withoutRare(kinds: Kind[], rest: string): Kind[] {
  const sorted = kinds.filter(({ people }) => people > 0).toSorted((a, b) => b.people - a.people)
  const common = sorted.filter(({ people }) => !isSmall(people))
  const rare = sorted.filter(({ people }) => isSmall(people))
  while (isSmall(peopleIn(rare)) && common.length > 0) rare.push(common.pop() as Kind)
  if (rare.length === 0) return common
  const together = {
    name: rest,
    people: peopleIn(rare),
    completed: rare.reduce((sum, each) => sum + each.completed, 0),
  }
  return [...common, together]
}

const peopleIn = (kinds: Kind[]) => kinds.reduce((sum, { people }) => sum + people, 0)
