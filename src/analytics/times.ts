import { sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import type { Cohort } from './cohort.ts'
import type { Time } from './contract.ts'
import { coarsened, least } from './small-groups.ts'

const hour = 60
const day = 24 * hour
/** Where the bars begin, in minutes. */
const bounds = {
  opened: [0, 15, 30, hour, 2 * hour, 6 * hour, day, 3 * day, 7 * day],
  started: [0, 5, 10, 15, 20, 30, 45, hour, 2 * hour, day],
  invited: [0, 1, 2, 3, 4, 5, 7, 10, 14, 21].map((days) => days * day),
}
type Since = keyof typeof bounds

type Counted = { since: Since; bucket: number; people: number }
type Quartiles = Record<Since, [number, number, number] | null>

/** How long it took until an interview was handed in for the first time. What is told of fewer than five is left out. */
export async function measure(ctx: UserCtx, cohort: Cohort): Promise<Time[]> {
  const { counted, quartiles } = await count(ctx, cohort)
  return (Object.keys(bounds) as Since[]).flatMap((since) => {
    const rows = counted.filter((row) => row.since === since)
    const people = rows.reduce((sum, row) => sum + row.people, 0)
    const middle = quartiles[since]
    return middle && people >= least ? [timeOf(since, people, middle, rows)] : []
  })
}

/** Whoever handed in again after a retake handed in before: that stands in the events of the few that were opened again. */
async function count({ db, actor: { companyId } }: UserCtx, { table }: Cohort) {
  const sides = Object.keys(bounds) as Since[]
  const bucketsOf = (since: Since) => sql`
    select ${since}::text as since, width_bucket(${sql.ref(since)}, ${bounds[since]}::float8[]) - 1 as bucket,
      count(*)::int as people from times where ${sql.ref(since)} >= 0 group by 2`
  const quartilesOf = (since: Since) => sql`percentile_cont(array[0.25, 0.5, 0.75])
    within group (order by case when ${sql.ref(since)} >= 0 then ${sql.ref(since)} end) as ${sql.ref(since)}`
  const { rows } = await sql<{ counted: Counted[] | null; quartiles: Quartiles }>`
    with ${table}, again as (
      select subject::bigint as id, (select min(first.at) from event first where first.company_id = ${companyId}
          and first.subject = e.subject and first.kind = 'interview.submitted') as submitted_at
      from event e where company_id = ${companyId} and kind = 'interview.reopened' group by subject),
    handed_in as (
      select i.invited_at, i.opened_at, i.started_at, coalesce(again.submitted_at, i.submitted_at) as submitted_at
      from cohort i left join again on again.id = i.id where i.submitted_at is not null),
    times as materialized (
      select date_part('epoch', submitted_at - opened_at) / 60 as opened,
        date_part('epoch', submitted_at - started_at) / 60 as started,
        date_part('epoch', submitted_at - invited_at) / 60 as invited from handed_in),
    buckets as (${sql.join(sides.map(bucketsOf), sql` union all `)}),
    quartiles as (select ${sql.join(sides.map(quartilesOf))} from times)
    select (select json_agg(buckets) from buckets) as counted, (select to_json(quartiles) from quartiles) as quartiles`.execute(
    db.withoutPlugins(),
  )
  return { counted: rows[0]?.counted ?? [], quartiles: rows[0]?.quartiles as Quartiles }
}

function timeOf(since: Since, people: number, quartiles: [number, number, number], rows: Counted[]): Time {
  const unit = since === 'invited' ? ('days' as const) : ('minutes' as const)
  const inUnit = (minutes: number) => (unit === 'days' ? minutes / day : minutes)
  const buckets = bounds[since].map((from, place, all) => ({
    from: inUnit(from),
    to: all[place + 1] === undefined ? null : inUnit(all[place + 1] as number),
    people: rows.find(({ bucket }) => bucket === place)?.people ?? 0,
  }))
  const [lower, median, upper] = quartiles.map((minutes) => rounded(inUnit(minutes), unit)) as [number, number, number]
  return { since, unit, people, lower, median, upper, buckets: coarsened(withoutEnds(buckets)) }
}

/** Empty bars before the first and after the last say nothing. */
function withoutEnds<B extends { people: number }>(buckets: B[]): B[] {
  const isThere = ({ people }: B) => people > 0
  return buckets.slice(buckets.findIndex(isThere), buckets.findLastIndex(isThere) + 1)
}

/** To some seconds, or to a minute and a half. */
function rounded(value: number, unit: Time['unit']): number {
  const parts = unit === 'days' ? 1000 : 10
  return Math.round(value * parts) / parts
}
