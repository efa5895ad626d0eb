import { getOverview, type Overview } from '../../assessments/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { go, type Route } from '../../dashboard/screens/route.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { monthOf } from './words.ts'

export type At = Extract<Route, { at: 'analytics' }>

/** Which assessment, and when its people were invited; where one is says it, so that it can be sent to somebody. */
export function Period({ at, months }: { at: At; months: string[] }) {
  const { fetched } = useFetched((signal) => listAll(signal), 'assessments')
  const all = fetched.at === 'here' ? fetched.data : []
  const set = (by: Partial<At>) => go({ ...at, ...by })
  return (
    <form class="toolbar" onSubmit={(event) => event.preventDefault()}>
      <label>
        Assessment
        <select value={at.assessment} onChange={(event) => set({ assessment: event.currentTarget.value })}>
          <option value="">All</option>
          {all.map(({ id, name }) => (
            <option key={id} value={String(id)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Months
        label="Invited from"
        value={at.from}
        none="The beginning"
        months={months}
        set={(from) => set({ from, to: at.to && at.to < from ? from : at.to })}
      />
      <Months
        label="Until"
        value={at.to}
        none="Now"
        months={months}
        set={(to) => set({ to, from: to && at.from > to ? to : at.from })}
      />
    </form>
  )
}

/** Those put away have their numbers too. */
async function listAll(signal: AbortSignal): Promise<Overview[]> {
  const both = ['false', 'true'].map((archived) => call(getOverview, { query: { archived }, signal }))
  return (await Promise.all(both)).flat()
}

type Given = { label: string; value: string; none: string; months: string[]; set: (month: string) => void }

function Months({ label, value, none, months, set }: Given) {
  const listed = value === '' || months.includes(value) ? months : [value, ...months]
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{none}</option>
        {listed.map((month) => (
          <option key={month} value={month}>
            {monthOf(month)}
          </option>
        ))}
      </select>
    </label>
  )
}
