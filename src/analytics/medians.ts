import { type RawBuilder, sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import { begun, type Cohort } from './cohort.ts'

/** Medians need no more, and stay quick however many there are. */
export const newest = 2000

/** Of a question: how many recorded and kept an answer, and what is in the middle of their takes and lengths. */
export type Middle = { id: number; takes: number | null; recorded: number; seconds: number | null; kept: number }

/**
 * Of takes that count (ended by their candidate or by the clock), and of the answers that were kept. Interview by interview,
 * so that it costs the same however many takes there are.
 */
export async function measure(
  { db, actor: { companyId } }: UserCtx,
  { table }: Cohort,
  version: RawBuilder<unknown>,
): Promise<Map<number, Middle>> {
  const { rows } = await sql<Middle>`
    with ${table}, ${begun},
    latest as materialized (select id from begun order by id desc limit ${newest}),
    takes as (
      select version.question_id as id, sum(own.takes)::int as takes from latest cross join lateral (
        select t.question_id, count(*) as takes from take t
        where t.company_id = ${companyId} and t.interview_id = latest.id and exists (select from segment s
          where s.company_id = ${companyId} and s.take_id = t.id and s.seal_reason in ('stopped', 'time-up'))
        group by 1) own
      join ${version} on version.id = own.question_id group by latest.id, 1),
    kept as (
      select version.question_id as id, own.seconds from latest cross join lateral (
        select a.question_id, sum(s.recorded_ms)::float8 / 1000 as seconds from answer a
        join segment s on s.company_id = ${companyId} and s.take_id = a.take_id
        where a.company_id = ${companyId} and a.interview_id = latest.id group by 1) own
      join ${version} on version.id = own.question_id)
    select id, takes, coalesce(recorded, 0) as recorded, seconds, coalesce(kept, 0) as kept from
      (select id, percentile_cont(0.5) within group (order by takes) as takes, count(*)::int as recorded from takes group by 1) t
      full join (select id, percentile_cont(0.5) within group (order by seconds) as seconds, count(*)::int as kept
        from kept group by 1) k using (id)`.execute(db.withoutPlugins())
  return new Map(rows.map((row) => [row.id, row]))
}
