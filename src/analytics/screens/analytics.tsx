import type { Me } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { Title } from '../../dashboard/screens/title.tsx'
import { type Fetched, useFetched } from '../../dashboard/screens/use-fetched.ts'
import { explanation, exportAnalytics, getAnalytics, type Analytics as Numbers } from '../contract.ts'
import { Agreement } from './agreement.tsx'
import './analytics.css'
import { Assessments } from './assessments.tsx'
import { Funnel } from './funnel.tsx'
import { Kinds } from './kinds.tsx'
import { monthsFrom } from './months.ts'
import { type At, Period } from './period.tsx'
import { Questions } from './questions.tsx'
import { Times } from './times.tsx'

/** How far candidates get, how long it takes them, with what, and how reviewers agree. */
export function Analytics({ at, me }: { at: At; me: Me }) {
  return me.role === 'reviewer' ? <p class="state">Analytics are for owners and recruiters.</p> : <Page at={at} />
}

function Page({ at }: { at: At }) {
  const query = queryOf(at)
  const { fetched, reload } = useFetched((signal) => call(getAnalytics, { query, signal }), JSON.stringify(query))
  const months = fetched.at === 'here' ? monthsFrom(fetched.data.months) : []
  return (
    <>
      <header class="page-head">
        <Title>Analytics</Title>
        <a class="button" href={`${exportAnalytics.path}?${new URLSearchParams(query)}`} download="analytics.csv">
          Export
        </a>
      </header>
      <Period at={at} months={months} />
      <p class="unseen" role="status">
        {isOld(fetched, at) ? 'Counting…' : ''}
      </p>
      <States fetched={fetched} reload={reload} isEmpty={({ funnel }) => funnel === null} empty={<Empty />}>
        {(numbers) => (
          <div class={isOld(fetched, at) ? 'old' : ''}>
            <Charts numbers={numbers} />
          </div>
        )}
      </States>
    </>
  )
}

/** What is in view until what was asked for is there. */
const isOld = (fetched: Fetched<Numbers>, { assessment, from, to }: At) =>
  fetched.at === 'here' &&
  [fetched.data.assessmentId ?? '', fetched.data.months.from ?? '', fetched.data.months.to ?? ''].join() !==
    [assessment, from, to].join()

const queryOf = ({ assessment, from, to }: At): Record<string, string> =>
  Object.fromEntries(Object.entries({ assessment, from, to }).filter(([, value]) => value !== ''))

function Empty() {
  return (
    <>
      <h2>Needs 5 people invited</h2>
      <p>
        Numbers of fewer people would be about somebody.{' '}
        <a href={addressOf({ at: 'assessments' })}>Invite candidates</a>, or choose a longer period.
      </p>
    </>
  )
}

function Charts({ numbers: { months, funnel, withdrawn, ...numbers } }: { numbers: Numbers }) {
  return (
    <>
      <p class="hint" role="status">
        {months.leftOut &&
          'Some who were invited in this period are not counted: too few were invited that month. Longer periods may have them. '}
        What would tell of fewer than 5 people is not shown. <a href={explanation}>What each number is</a>
      </p>
      <div class="charts">
        {funnel && <Funnel steps={funnel} withdrawn={withdrawn} />}
        {numbers.assessments ? <Assessments rows={numbers.assessments} /> : <Questions questions={numbers.questions} />}
        <Times times={numbers.times} isNone={funnel?.at(-1)?.people === 0} />
        <Agreement agreement={numbers.agreement} />
        <Kinds title="Device" rows={numbers.devices} />
        <Kinds title="Browser" rows={numbers.browsers} />
      </div>
    </>
  )
}
