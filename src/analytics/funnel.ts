import { sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import type { Cohort } from './cohort.ts'
import { type AssessmentRow, type Step, steps } from './contract.ts'
import { least, partsOf, shown } from './small-groups.ts'

type Counts = Record<(typeof steps)[number] | 'withdrawn', number>
/** How far interviews came: those of an assessment that were first opened with one kind of device and browser. */
export type Reached = Counts & { assessmentId: number; name: string; device: string; browser: string }

/** Whoever came further has come that far, whatever was noted then. */
export async function count({ db, actor: { companyId } }: UserCtx, { table }: Cohort): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    with ${table}, reached as (
      select i.assessment_id, d.device, d.browser, count(*)::int as invited,
        count(coalesce(i.submitted_at, i.started_at, c.agreed_at, i.opened_at))::int as opened,
        count(coalesce(i.submitted_at, i.started_at, c.agreed_at))::int as consented,
        count(coalesce(i.submitted_at, i.started_at))::int as started,
        count(i.submitted_at)::int as submitted, count(i.withdrawn_at)::int as withdrawn
      from cohort i
      left join consent c on c.company_id = ${companyId} and c.interview_id = i.id
      left join first_device d on d.company_id = ${companyId} and d.interview_id = i.id
      group by 1, 2, 3)
    select a.id as "assessmentId", a.name, coalesce(device, 'unknown') as device, coalesce(browser, 'unknown') as browser,
      invited, opened, consented, started, submitted, withdrawn
    from reached join assessment a on a.company_id = ${companyId} and a.id = reached.assessment_id`.execute(
    db.withoutPlugins(),
  )
  return rows
}

const columns = [...steps, 'withdrawn'] as const

export const total = (rows: Counts[]): Counts =>
  Object.fromEntries(columns.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])) as Counts

/** Null where fewer than five were invited. */
export function funnelOf(reached: Counts): Step[] | null {
  if (reached.invited < least) return null
  const people = steps.map((step) => shown(reached[step]))
  return steps.map((step, place) => ({
    step,
    people: people[place] ?? null,
    ofInvited: percentOf(people[place], reached.invited),
    ofBefore: percentOf(people[place], people[Math.max(0, place - 1)]),
  }))
}

export const percentOf = (part: number | null | undefined, whole: number | null | undefined): number | null =>
  part == null || !whole ? null : Math.round((1000 * part) / whole) / 10

/** Assessments beside each other, the largest first; those of few are one, the last. */
export function compare(rows: Reached[], few: number[]): AssessmentRow[] {
  const groups = Map.groupBy(rows, ({ assessmentId }) => (few.includes(assessmentId) ? null : assessmentId))
  const all = [...groups]
    .map(([id, own]) => ({ id, name: id === null ? null : (own[0]?.name ?? null), ...total(own) }))
    .toSorted((a, b) => Number(a.id === null) - Number(b.id === null) || b.invited - a.invited)
  const submitted = partsOf(all.map((row) => row.submitted))
  return all.map(({ id, name, invited }, place) => ({
    assessmentId: id,
    name,
    invited,
    submitted: submitted[place] ?? null,
    completed: percentOf(submitted[place], invited),
  }))
}
