/**
 * Krippendorff's alpha, after “Computing Krippendorff's Alpha-Reliability” (2011): how far observers agree beyond what
 * chance would give, whatever their number and however much is missing. docs/analytics.md has the formula and its limits.
 */

/** The values one thing was given, by as many as gave it one; `times` where so many things were given just these. */
export type Unit = { values: number[]; times?: number }

/** How far apart two values are, squared, given how often each occurs. */
type Metric = (one: number, other: number, counts: Map<number, number>) => number

export const metrics = {
  nominal: () => 1,
  ordinal: ordinalDistance,
  interval: (one, other) => (one - other) ** 2,
  ratio: (one, other) => ((one - other) / (one + other)) ** 2,
} satisfies Record<string, Metric>

/** 1 is perfect agreement, 0 what chance would give, less is worse than chance. Null where nothing varies: then it says nothing. */
export function alphaOf(units: Unit[], metric: keyof typeof metrics): number | null {
  const pairable = units.filter(({ values }) => values.length > 1)
  const counts = countsOf(pairable)
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const distance = (one: number, other: number) => (one === other ? 0 : metrics[metric](one, other, counts))
  let expected = 0
  for (const [one, ones] of counts)
    for (const [other, others] of counts) expected += ones * others * distance(one, other)
  if (expected === 0) return null
  const observed = pairable.reduce((sum, unit) => sum + disagreementIn(unit, distance), 0)
  return 1 - ((all - 1) * observed) / expected
}

/** Every value against every other of the same unit; a unit of many observers weighs as many as they are, not their pairs. */
function disagreementIn({ values, times = 1 }: Unit, distance: (one: number, other: number) => number): number {
  let sum = 0
  for (const one of values) for (const other of values) sum += distance(one, other)
  return (times * sum) / (values.length - 1)
}

function countsOf(units: Unit[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { values, times = 1 } of units)
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + times)
  return new Map([...counts].sort(([a], [b]) => a - b))
}

/** As many values as lie between the two, half of each at the ends. */
function ordinalDistance(one: number, other: number, counts: Map<number, number>): number {
  const [low, high] = one < other ? [one, other] : [other, one]
  let between = 0
  for (const [value, count] of counts) if (value >= low && value <= high) between += count
  return (between - ((counts.get(low) ?? 0) + (counts.get(high) ?? 0)) / 2) ** 2
}
