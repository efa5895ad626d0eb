import { sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import type { Cohort } from './cohort.ts'
import type { KindRow } from './contract.ts'
import { percentOf } from './funnel.ts'
import { type Kind, least, sharesOf, withoutRare } from './small-groups.ts'

type Opened = { device: string; browser: string; people: number; completed: number }

/** What interviews were first opened with, and how many of them were handed in. Null where fewer than five were opened. */
export async function count({ db, actor: { companyId } }: UserCtx, { table }: Cohort) {
  const { rows } = await sql<Opened>`
    with ${table}
    select coalesce(d.device, 'unknown') as device, coalesce(d.browser, 'unknown') as browser,
      count(*)::int as people, count(i.submitted_at)::int as completed
    from cohort i
    left join first_device d on d.company_id = ${companyId} and d.interview_id = i.id
    left join consent c on c.company_id = ${companyId} and c.interview_id = i.id
    where coalesce(i.submitted_at, i.started_at, c.agreed_at, i.opened_at) is not null
    group by 1, 2`.execute(db.withoutPlugins())
  return { devices: rowsOf(rows, 'device'), browsers: rowsOf(rows, 'browser') }
}

function rowsOf(opened: Opened[], by: 'device' | 'browser'): KindRow[] | null {
  const sums = [...Map.groupBy(opened, (row) => row[by])].map(
    ([name, rows]): Kind => ({
      name,
      people: sum(rows.map(({ people }) => people)),
      completed: sum(rows.map(({ completed }) => completed)),
    }),
  )
  if (sum(sums.map(({ people }) => people)) < least) return null
  const kinds = withoutRare(sums, 'rest')
  const submitted = sharesOf(kinds.map(({ people, completed }) => ({ of: people, people: completed })))
  return kinds.map(({ name, people }, place) => ({
    name,
    opened: people,
    submitted: submitted[place] ?? null,
    completed: percentOf(submitted[place], people),
  }))
}

const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)
