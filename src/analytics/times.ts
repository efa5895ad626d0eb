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

type Counted = { since: Since; bucket: number | null; people: number; quartiles: [number, number, number] }

/** How long it took until an interview was handed in for the first time. What is told of fewer than five is left out. */
export async function measure(ctx: UserCtx, cohort: Cohort): Promise<Time[]> {
  const counted = await count(ctx, cohort)
  return (Object.keys(bounds) as Since[]).flatMap((since) => {
    const rows = counted.filter((row) => row.since === since)
    const all = rows.find(({ bucket }) => bucket === null)
    return all && all.people >= least ? [timeOf(since, all, rows)] : []
  })
}

/** Whoever handed in again after a retake handed in before: that stands in the events of the few that were opened again. */
async function count({ db, actor: { companyId } }: UserCtx, { table }: Cohort): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with ${table}, again as (
      select subject::bigint as id, (select min(first.at) from event first where first.company_id = ${companyId}
          and first.subject = e.subject and first.kind = 'interview.submitted') as submitted_at
      from event e where company_id = ${companyId} and kind = 'interview.reopened' group by subject),
    handed_in as (
      select i.invited_at, i.opened_at, i.started_at, coalesce(again.submitted_at, i.submitted_at) as submitted_at
      from cohort i left join again on again.id = i.id where i.submitted_at is not null),
    times as (
      select since, extract(epoch from submitted_at - at)::float8 / 60 as minutes from handed_in cross join lateral
        (values ('opened', opened_at), ('started', started_at), ('invited', invited_at)) as moment (since, at)
      where at <= submitted_at)
    select since, bucket, count(*)::int as people,
      percentile_cont(array[0.25, 0.5, 0.75]) within group (order by minutes) as quartiles
    from (select since, minutes, width_bucket(minutes, case since when 'opened' then ${bounds.opened}::float8[]
      when 'started' then ${bounds.started}::float8[] else ${bounds.invited}::float8[] end) - 1 as bucket from times) t
    group by grouping sets ((since), (since, bucket))`.execute(db.withoutPlugins())
  return rows
}

function timeOf(since: Since, { people, quartiles }: Counted, rows: Counted[]): Time {
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
