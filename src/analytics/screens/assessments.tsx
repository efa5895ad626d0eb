import { addressOf } from '../../dashboard/screens/route.ts'
import type { AssessmentRow } from '../contract.ts'
import { Bars } from './bars.tsx'
import { Chart } from './chart.tsx'
import { percentOf, toldOf } from './words.ts'

/** So many are drawn; the table has all. */
const most = 12

/** Who handed in, by assessment. */
export function Assessments({ rows }: { rows: AssessmentRow[] }) {
  const drawn = rows.slice(0, most)
  const bars = drawn.map((row) => ({
    label: nameOf(row),
    said: row.submitted === null ? toldOf(null) : `${row.submitted} of ${row.invited}`,
    percent: row.completed,
  }))
  const table = {
    headings: ['Assessment', 'Invited', 'Submitted', 'Of invited'],
    rows: rows.map((row) => [...[nameOf(row), toldOf(row.invited), toldOf(row.submitted), percentOf(row.completed)]]),
    words: 1,
  }
  const words = drawn
    .map((row) => `${nameOf(row)} ${row.submitted === null ? toldOf(null) : percentOf(row.completed)}`)
    .join(', ')
  return (
    <Chart title="Submitted, by assessment" table={table}>
      <Bars bars={bars} words={words} />
      <p class="hint">
        Choose an assessment above to see its questions
        {rows.length > most && `; the table has all ${rows.length}`}.{' '}
        <a href={addressOf({ at: 'assessments' })}>All assessments</a>
      </p>
    </Chart>
  )
}

const nameOf = ({ name }: AssessmentRow) => name ?? 'All with fewer than 5 invited'
