import type { KindRow } from '../contract.ts'
import { Bars } from './bars.tsx'
import { Chart } from './chart.tsx'
import { kindOf, percentOf, toldOf } from './words.ts'

/** What interviews were first opened with, and how many of them were handed in. */
export function Kinds({ title, rows }: { title: string; rows: KindRow[] | null }) {
  if (rows === null) return <Chart title={title} needs="Needs 5 people who have opened their interview." />
  const all = rows.reduce((sum, { opened }) => sum + opened, 0)
  const completedOf = ({ submitted, completed }: KindRow) =>
    submitted === null ? 'submissions not shown' : `${percentOf(completed)} submitted`
  const table = {
    headings: [title, 'Opened', 'Of all', 'Submitted', 'Of opened'],
    rows: rows.map((row) => [
      ...[kindOf(row), toldOf(row.opened), percentOf((100 * row.opened) / all)],
      ...[toldOf(row.submitted), percentOf(row.completed)],
    ]),
    words: 1,
  }
  return (
    <Chart title={title} table={table}>
      <Bars
        bars={rows.map((row) => ({
          label: kindOf(row),
          said: `${row.opened} · ${percentOf((100 * row.opened) / all)}`,
          percent: (100 * row.opened) / all,
          note: completedOf(row),
        }))}
        words={rows.map((row) => `${kindOf(row)} ${row.opened}, ${completedOf(row)}`).join('; ')}
      />
    </Chart>
  )
}
