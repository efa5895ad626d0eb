/** One bar: how much of the width it fills, and before it how much there was. Null is not told. */
export type Bar = {
  label: string
  said: string
  percent: number | null
  before?: number | null
  note?: string | undefined
}

const rowOf = (hasNotes: boolean) => (hasNotes ? 68 : 50)

/**
 * Bars below each other, each under its words, so that they fit a phone. Widths are of the page's width and type is of its
 * own size, which a picture that is scaled would not keep.
 */
export function Bars({ bars, words }: { bars: Bar[]; words: string }) {
  const row = rowOf(bars.some(({ note }) => note))
  return (
    <svg class="bars" width="100%" height={bars.length * row} role="img" aria-label={words}>
      {bars.map((bar, place) => (
        <Row key={bar.label} bar={bar} y={place * row} />
      ))}
    </svg>
  )
}

function Row({ bar: { label, said, percent, before = 100, note }, y }: { bar: Bar; y: number }) {
  return (
    <>
      <text x="0" y={y + 15}>
        {label}
      </text>
      <text class="bar-said" x="100%" y={y + 15} text-anchor="end">
        {said}
      </text>
      <rect class="bar-before" x="0" y={y + 23} width={`${before ?? 100}%`} height="16" rx="3" />
      {percent !== null && percent > 0 && (
        <rect class="bar" x="0" y={y + 23} width={`${percent}%`} height="16" rx="3" />
      )}
      {percent === null && (
        <rect class="bar-hidden" x="0.5" y={y + 23.5} width={`${before ?? 100}%`} height="15" rx="3" />
      )}
      {note && (
        <text class="bar-note" x="0" y={y + 55}>
          {note}
        </text>
      )}
    </>
  )
}
