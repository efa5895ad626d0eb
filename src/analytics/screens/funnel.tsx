import type { Step } from '../contract.ts'
import { Bars } from './bars.tsx'
import { Chart } from './chart.tsx'
import { peopleOf, percentOf, stepNames } from './words.ts'

/** From the invitation to handing in, and where most are lost. */
export function Funnel({ steps, withdrawn }: { steps: Step[]; withdrawn: number | null }) {
  const bars = steps.map(({ step, people, ofInvited, ofBefore }, place) => ({
    label: stepNames[step],
    said: people === null ? peopleOf(null) : `${peopleOf(people)} · ${percentOf(ofInvited)}`,
    percent: ofInvited,
    before: lastShown(steps, place),
    note: noteOf(steps[place - 1]?.people, people, ofBefore),
  }))
  const table = {
    headings: ['Step', 'People', 'Of invited', 'Of the step before'],
    rows: steps.map((each) => [
      ...[stepNames[each.step], peopleOf(each.people), percentOf(each.ofInvited), percentOf(each.ofBefore)],
    ]),
    words: 1,
  }
  const gone = withdrawn === null ? 'Fewer than 5' : withdrawn
  return (
    <Chart title="From invitation to submission" finding={largestLoss(steps)} table={table}>
      <Bars bars={bars} words={steps.map(({ step, people }) => `${stepNames[step]} ${peopleOf(people)}`).join(', ')} />
      {withdrawn !== 0 && <p class="hint">{gone} of them withdrew later; they count as far as they came.</p>}
    </Chart>
  )
}

function noteOf(before: number | null | undefined, people: number | null, ofBefore: number | null): string | undefined {
  if (before == null || people === null) return undefined
  if (before === people) return 'nobody lost'
  const lost = before - people < 5 ? '' : `${before - people} fewer, `
  return `${lost}${percentOf(ofBefore)} of the step before`
}

const lastShown = (steps: Step[], place: number) =>
  steps.slice(0, place).findLast(({ ofInvited }) => ofInvited !== null)?.ofInvited ?? 100

/** A loss of few is no finding, and neither is one that may be smaller than one that is not shown. */
function largestLoss(steps: Step[]): string | undefined {
  const losses = steps.flatMap(({ step, people }, place) => {
    const before = steps[place - 1]
    return before?.people == null || people === null ? [] : [{ step, before, lost: before.people - people }]
  })
  const most = losses.toSorted((a, b) => b.lost - a.lost)[0]
  const hidden = steps.some(({ people }) => people === null)
    ? (steps.findLast(({ people }) => people !== null)?.people ?? 0)
    : 0
  if (!most || most.lost < hidden) return undefined
  if (most.lost === 0) return 'Nobody was lost on the way.'
  if (most.lost < 5) return 'No step lost 5 people or more.'
  const share = percentOf((100 * most.lost) / (most.before.people ?? 1))
  return `Most are lost between “${stepNames[most.before.step]}” and “${stepNames[most.step]}”: ${most.lost} of ${most.before.people} (${share}).`
}
