import type { Time } from '../contract.ts'
import { Chart } from './chart.tsx'
import { Columns } from './columns.tsx'
import { edgeOf, lengthOf, sinceNames } from './words.ts'

/** How long it took to hand in, from three moments on. */
export function Times({ times, isNone }: { times: Time[]; isNone: boolean }) {
  if (times.length === 0)
    return <Chart title="Time until submitted" needs={`Needs 5 submissions${isNone ? '; there is none yet' : ''}.`} />
  return (
    <>
      {times.map((time) => (
        <Histogram key={time.since} time={time} />
      ))}
    </>
  )
}

function Histogram({ time: { since, unit, people, lower, median, upper, buckets } }: { time: Time }) {
  const length = (value: number) => lengthOf(value, unit)
  const rangeOf = ({ from, to }: Time['buckets'][number]) =>
    to === null ? `${length(from)} or more` : from === 0 ? `up to ${length(to)}` : `${length(from)} to ${length(to)}`
  const last = buckets.at(-1)?.to
  const finding = `Half took no longer than ${length(median)}; the middle half ${length(lower)} to ${length(upper)}.`
  return (
    <Chart
      title={`${sinceNames[since]} until submitted`}
      finding={finding}
      table={{
        headings: ['Time', 'People'],
        rows: buckets.map((bucket) => [rangeOf(bucket), String(bucket.people)]),
        words: 1,
      }}
    >
      <Columns
        columns={buckets.map((bucket) => ({ from: edgeOf(bucket.from, unit), people: bucket.people }))}
        last={last == null ? 'more' : edgeOf(last, unit)}
        words={`${people} people. ${finding} ${buckets.map((bucket) => `${rangeOf(bucket)}: ${bucket.people}`).join(', ')}`}
      />
    </Chart>
  )
}
