import { type RawBuilder, sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import { blocksOf, monthsWithin, rangesOf, type Span } from './blocks.ts'
import { isSmall } from './small-groups.ts'

/** Whose interviews are counted: those invited to an assessment, or to any, within a span of months. */
export type Asked = Span & { assessmentId?: number | undefined }

export type Cohort = {
  /** The months that may be chosen: from the first anybody was invited in until now. */
  first: string
  last: string
  /** Assessments with so few invitations that they are only ever counted together. */
  few: number[]
  leftOut: boolean
  /** `cohort`, a table for `with`: the interviews counted. */
  table: RawBuilder<unknown>
}

type Invited = { assessmentId: number; month: string; people: number }

/**
 * Settles who is counted, in whole blocks of months (blocks.ts). Assessments of fewer than five invitations are one among
 * themselves: all of them less the others would tell of them else.
 */
export async function settle(ctx: UserCtx, { assessmentId, ...span }: Asked): Promise<Cohort> {
  const invited = await listInvited(ctx, assessmentId)
  const last = await monthNow(ctx)
  const { few, groups } = groupsOf(invited)
  const chosen = groups.map(({ ids, months }) => {
    const { blocks } = blocksOf(summed(months))
    return { ids, months, counted: monthsWithin(blocks, span) }
  })
  const isIn = ({ month }: Invited) => month >= (span.from ?? '') && month <= (span.to ?? '9999-12')
  const ranges = chosen.flatMap(({ ids, counted }) =>
    ids.flatMap((id) => rangesOf(counted).map((range) => ({ id, ...range }))),
  )
  return {
    first: invited.map(({ month }) => month).toSorted()[0] ?? last,
    last,
    few,
    leftOut: chosen.some(({ months, counted }) => months.some((each) => isIn(each) && !counted.includes(each.month))),
    table: tableOf(ctx, ranges),
  }
}

/** Each assessment for itself, and those of few together. */
function groupsOf(invited: Invited[]) {
  const ofEach = [...Map.groupBy(invited, ({ assessmentId }) => assessmentId)]
  const few = ofEach.filter(([, months]) => isSmall(peopleIn(months)))
  const others = ofEach.filter(([, months]) => !isSmall(peopleIn(months)))
  const together = { ids: few.map(([id]) => id), months: few.flatMap(([, months]) => months) }
  return { few: together.ids, groups: [...others.map(([id, months]) => ({ ids: [id], months })), together] }
}

const peopleIn = (months: Invited[]) => months.reduce((sum, { people }) => sum + people, 0)

function summed(months: Invited[]) {
  const byMonth = Map.groupBy(months, ({ month }) => month)
  return [...byMonth].map(([month, all]) => ({ month, people: peopleIn(all) }))
}

/** Months as the company's clock has them. */
const timeZone = (companyId: number) => sql`(select time_zone from company where id = ${companyId})`

async function monthNow({ db, now, actor: { companyId } }: UserCtx): Promise<string> {
  const { rows } = await sql<{ month: string }>`
    select to_char(${now()}::timestamptz at time zone ${timeZone(companyId)}, 'YYYY-MM') as month`.execute(db)
  return rows[0]?.month ?? ''
}

async function listInvited(
  { db, actor: { companyId } }: UserCtx,
  assessmentId: number | undefined,
): Promise<Invited[]> {
  const { rows } = await sql<Invited>`
    select "assessmentId", to_char(month, 'YYYY-MM') as month, people from (
      select assessment_id as "assessmentId", date_trunc('month', invited_at at time zone ${timeZone(companyId)}) as month,
        count(*)::int as people
      from interview where company_id = ${companyId} and invited_at is not null
        ${assessmentId === undefined ? sql`` : sql`and assessment_id = ${assessmentId}`}
      group by 1, 2) invited`.execute(db.withoutPlugins())
  return rows
}

type Range = { id: number; from: string; until: string }

function tableOf({ actor: { companyId } }: UserCtx, ranges: Range[]): RawBuilder<unknown> {
  const begins = (month: string) => `${month}-01`
  return sql`cohort as (
    select i.id, i.assessment_id, i.invited_at, i.opened_at, i.started_at, i.submitted_at, i.withdrawn_at,
      i.drawn_question_ids
    from unnest(${ranges.map(({ id }) => id)}::bigint[], ${ranges.map(({ from }) => begins(from))}::timestamp[],
        ${ranges.map(({ until }) => begins(until))}::timestamp[]) as range (assessment_id, begins, ends)
    join interview i on i.company_id = ${companyId} and i.assessment_id = range.assessment_id
      and i.invited_at >= range.begins at time zone ${timeZone(companyId)}
      and i.invited_at < range.ends at time zone ${timeZone(companyId)})`
}

/** Those of the cohort who have begun and not withdrawn, for `with` after it. */
export const begun = sql`begun as (
  select id, submitted_at, drawn_question_ids from cohort where started_at is not null and withdrawn_at is null)`
