type Given = { values: (number | null)[]; levels: number }

/** Marks as dots on their scale, larger where several agree; in words for those who do not see it. */
export function Spread({ values, levels }: Given) {
  const given = values.filter((value) => value !== null)
  if (given.length === 0) return <>–</>
  const lowest = Math.min(...given)
  const highest = Math.max(...given)
  const words = lowest === highest ? `all ${lowest}` : `from ${lowest} to ${highest}`
  const x = (value: number) => 8 + (84 * (value - 1)) / Math.max(1, levels - 1)
  const counts = new Map<number, number>()
  for (const value of given) counts.set(value, (counts.get(value) ?? 0) + 1)
  return (
    <svg class="spread" viewBox="0 0 100 20" role="img" aria-label={words}>
      <line class="spread-scale" x1={8} x2={92} y1={10} y2={10} />
      {lowest !== highest && <line class="spread-range" x1={x(lowest)} x2={x(highest)} y1={10} y2={10} />}
      {[...counts].map(([value, count]) => (
        <circle key={value} class="spread-dot" cx={x(value)} cy={10} r={Math.min(8, 3 + count)} />
      ))}
    </svg>
  )
}
