import { counted } from '../../dashboard/screens/counted.ts'
import type { Questions as Given, QuestionRow } from '../contract.ts'
import { Bars } from './bars.tsx'
import { Chart } from './chart.tsx'
import { decimalOf, toldOf } from './words.ts'

/** Where those who began stop. */
export function Questions({ questions }: { questions: Given | null }) {
  const title = 'Question by question'
  if (questions === null) return <Chart title={title} needs="Needs 5 people who have begun to answer." />
  const { rows, finished, newest } = questions
  return (
    <Chart title={title} finding={findingOf(rows)} table={tableOf(rows)}>
      <Bars bars={rows.map(barOf)} words={rows.map(wordsOf).join(', ')} />
      <p class="hint">
        Of those who began and have not withdrawn. Some may still go on.
        {finished !== 0 && finished !== null && ` ${finished} answered everything and have not handed in.`}
        {rows.some(({ versions }) => versions > 1) && ' A question and its earlier versions count as one.'} Medians are
        of the last {newest} who began.
      </p>
    </Chart>
  )
}

function barOf({ text, asked, answered, stopped, ...row }: QuestionRow, place: number) {
  const percent = asked && answered !== null ? (100 * answered) / asked : null
  const versions = row.versions > 1 ? [counted(row.versions, 'version')] : []
  const notes = [
    ...(stopped ? [`${stopped} stopped here`] : []),
    ...(row.seconds === null ? [] : [`${row.seconds} s of ${row.limitSeconds}`]),
    ...(row.removed ? ['not asked any more'] : versions),
  ]
  return {
    label: `${place + 1}. ${text}`,
    said: answered === null ? toldOf(null) : `${answered} of ${asked}`,
    percent,
    note: notes.join(' · '),
  }
}

const wordsOf = ({ answered, asked }: QuestionRow, place: number) =>
  `question ${place + 1} ${answered === null ? toldOf(null) : `${answered} of ${asked}`}`

function findingOf(rows: QuestionRow[]): string | undefined {
  const told = rows.map(({ stopped }, place) => ({ stopped: stopped ?? 0, place }))
  const most = told.toSorted((a, b) => b.stopped - a.stopped)[0]
  return most && most.stopped > 0 ? `Most stop at question ${most.place + 1}: ${most.stopped}.` : undefined
}

const tableOf = (rows: QuestionRow[]) => ({
  headings: ['Question', 'Asked', 'Answered', 'Stopped here', 'Takes, median', 'Seconds, median', 'Seconds allowed'],
  rows: rows.map((row, place) => [
    ...[`${place + 1}. ${row.text}`, toldOf(row.asked), toldOf(row.answered)],
    ...[toldOf(row.stopped), decimalOf(row.takes), decimalOf(row.seconds)],
    decimalOf(row.limitSeconds),
  ]),
  words: 1,
})
