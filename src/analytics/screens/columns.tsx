export type Column = { from: string; people: number }

const height = 120
const top = 24
/** One column as wide as the page would be a wall. */
const fewest = 4

/** A histogram: the edges of its columns are written below them, how many there are above. */
export function Columns({ columns, last, words }: { columns: Column[]; last: string; words: string }) {
  const most = Math.max(...columns.map(({ people }) => people))
  const width = 100 / Math.max(fewest, columns.length)
  const across = (place: number) => ({ x: `${(place + 0.04) * width}%`, width: `${0.92 * width}%` })
  return (
    <svg class="columns" width="100%" height={top + height + 24} role="img" aria-label={words}>
      {columns.map(({ from, people }, place) => {
        const tall = (people / most) * height
        return (
          <g key={from}>
            {people > 0 && <rect class="bar" {...across(place)} y={top + height - tall} height={tall} rx="3" />}
            <text x={`${(place + 0.5) * width}%`} y={top + height - tall - 6} text-anchor="middle">
              {people}
            </text>
            <Edge label={from} x={place * width} />
          </g>
        )
      })}
      <Edge label={last} x={columns.length * width} />
      <line class="axis" x1="0" x2="100%" y1={top + height} y2={top + height} />
    </svg>
  )
}

function Edge({ label, x }: { label: string; x: number }) {
  const anchor = x === 0 ? 'start' : x === 100 ? 'end' : 'middle'
  return (
    <text class="edge" x={`${x}%`} y={top + height + 18} text-anchor={anchor}>
      {label}
    </text>
  )
}
