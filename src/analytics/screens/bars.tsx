/** One bar: how much of the width it fills, and before it how much there was. Null is not told. */
export type Bar = {
  label: string
  said: string
  percent: number | null
  before?: number
  note?: string | undefined
}

/** Bars below each other, each under its words, which may be long: so they fit a phone. To those who listen it is one sentence. */
export function Bars({ bars, words }: { bars: Bar[]; words: string }) {
  return (
    <figure class="bars" role="img" aria-label={words}>
      {bars.map((bar) => (
        <Row key={bar.label} bar={bar} />
      ))}
    </figure>
  )
}

function Row({ bar: { label, said, percent, before = 100, note } }: { bar: Bar }) {
  return (
    <div class="bar-row">
      <span>{label}</span>
      <b>{said}</b>
      <svg width="100%" height="16" aria-hidden="true">
        <rect class="bar-before" width={`${before}%`} height="16" rx="3" />
        {percent !== null && percent > 0 && <rect class="bar" width={`${percent}%`} height="16" rx="3" />}
        {percent === null && <rect class="bar-hidden" x="0.5" y="0.5" width={`${before}%`} height="15" rx="3" />}
      </svg>
      {note && <span class="hint">{note}</span>}
    </div>
  )
}
