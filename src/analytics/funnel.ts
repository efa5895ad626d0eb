import { sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import type { Cohort } from './cohort.ts'
import { type AssessmentRow, type Step, steps } from './contract.ts'
import { least, partsOf, shown } from './small-groups.ts'

/** How far the interviews of an assessment came. Whoever came further has come that far, whatever was noted then. */
export type Reached = { assessmentId: number; name: string; withdrawn: number } & Record<(typeof steps)[number], number>

export async function count({ db, actor: { companyId } }: UserCtx, { table }: Cohort): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    with ${table}, reached as (
      select i.assessment_id, count(*)::int as invited,
        count(coalesce(i.submitted_at, i.started_at, c.agreed_at, i.opened_at))::int as opened,
        count(coalesce(i.submitted_at, i.started_at, c.agreed_at))::int as consented,
        count(coalesce(i.submitted_at, i.started_at))::int as started,
        count(i.submitted_at)::int as submitted, count(i.withdrawn_at)::int as withdrawn
      from cohort i left join consent c on c.company_id = ${companyId} and c.interview_id = i.id
      group by i.assessment_id)
    select reached.assessment_id as "assessmentId", a.name, invited, opened, consented, started, submitted, withdrawn
    from reached join assessment a on a.company_id = ${companyId} and a.id = reached.assessment_id
    order by invited desc, a.id`.execute(db.withoutPlugins())
  return rows
}

const columns = [...steps, 'withdrawn'] as const

export function total(rows: Reached[]): Reached {
  const sums = columns.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])
  return { assessmentId: 0, name: '', ...Object.fromEntries(sums) }
}

/** Null where fewer than five were invited. */
export function funnelOf(reached: Reached): Step[] | null {
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

/** Assessments beside each other; those of few are one. */
export function compare(rows: Reached[], few: number[]): AssessmentRow[] {
  const small = rows.filter(({ assessmentId }) => few.includes(assessmentId))
  const listed = rows.filter(({ assessmentId }) => !few.includes(assessmentId))
  const all = small.length > 0 ? [...listed, total(small)] : listed
  const submitted = partsOf(all.map((row) => row.submitted))
  return all.map(({ assessmentId, name, invited }, place) => ({
    assessmentId: assessmentId || null,
    name: name || null,
    invited,
    submitted: submitted[place] ?? null,
    completed: percentOf(submitted[place], invited),
  }))
}
