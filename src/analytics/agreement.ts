import { sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import { alphaOf, type Unit } from './alpha.ts'
import type { Cohort } from './cohort.ts'
import type { Agreement } from './contract.ts'
import { least } from './small-groups.ts'

/** Alpha changes little beyond, and stays quick however many there are. */
const newest = 2000

type Scale = { criterionId: number | null; ofWhole: boolean; levels: number }
/** So many answers got just these marks. */
type Pattern = Scale & { marks: number[]; answers: number }
type Sum = Partial<Scale> & { interviews: number; answers: number }

/**
 * How far reviewers agree, by criterion and together, over reviews that were handed in without a look at others': an
 * answer marked by two or more is one unit. Null where fewer than five interviews have any.
 */
export async function measure(ctx: UserCtx, cohort: Cohort): Promise<Agreement | null> {
  const { patterns, sums } = await count(ctx, cohort)
  const all = sums.find(({ levels }) => levels == null)
  if (!all || all.interviews < least) return null
  const names = await namesOf(ctx)
  const scales = sums.filter((sum): sum is Scale & Sum => sum.levels != null && sum.interviews >= least)
  const criteria = scales.map(({ criterionId, ofWhole, levels, interviews, answers }) => {
    const units = patterns
      .filter((each) => each.criterionId === criterionId && each.ofWhole === ofWhole && each.levels === levels)
      .map(({ marks, answers: times }): Unit => ({ values: marks, times }))
    const name = criterionId === null ? nameless(ofWhole) : (names.get(criterionId) ?? '')
    const alphas = { ordinal: rounded(alphaOf(units, 'ordinal')), interval: rounded(alphaOf(units, 'interval')) }
    return { criterionId, name, levels, interviews, answers, ...alphas }
  })
  const together = patterns.map(
    ({ marks, levels, answers }): Unit => ({ values: marks.map((mark) => onFive(mark, levels)), times: answers }),
  )
  const { interviews, answers } = all
  return { interviews, answers, interval: rounded(alphaOf(together, 'interval')), criteria, newest }
}

const nameless = (ofWhole: boolean) => (ofWhole ? 'The interview as a whole' : 'An answer as a whole')
/** As scores read them (reviews/formulas.ts): scales of different lengths in one. */
const onFive = (mark: number, levels: number) => 1 + (4 * (mark - 1)) / (levels - 1)
const rounded = (alpha: number | null) => (alpha === null ? null : Math.round(alpha * 1000) / 1000)

async function namesOf({ db, actor }: UserCtx): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('criterion')
    .select(['id', 'name'])
    .where('companyId', '=', actor.companyId)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A mark that was changed after handing in was changed by somebody who saw the others': it counts no more than theirs would. */
async function count({ db, actor: { companyId } }: UserCtx, { table }: Cohort) {
  const { rows } = await sql<{ patterns: Pattern[] | null; sums: Sum[] | null }>`
    with ${table}, alone as (
      select v.interview_id, v.reviewer_id, v.submitted_at from review v join cohort i on i.id = v.interview_id
      where v.company_id = ${companyId} and v.submitted_at is not null and v.informed_at is null),
    latest as materialized (
      select interview_id from alone group by 1 having count(*) > 1 order by 1 desc limit ${newest}),
    units as materialized (
      select r.interview_id, r.criterion_id, r.question_id is null as of_whole, r.levels,
        array_agg(r.mark order by r.mark) as marks
      from latest join alone using (interview_id)
      join rating r on r.company_id = ${companyId} and r.interview_id = alone.interview_id
        and r.reviewer_id = alone.reviewer_id and r.rated_at <= alone.submitted_at
      group by r.interview_id, r.question_id, r.criterion_id, r.levels having count(*) > 1),
    patterns as (
      select criterion_id as "criterionId", of_whole as "ofWhole", levels, marks, count(*)::int as answers
      from units group by 1, 2, 3, 4),
    sums as (
      select criterion_id as "criterionId", of_whole as "ofWhole", levels,
        count(distinct interview_id)::int as interviews, count(*)::int as answers
      from units group by grouping sets ((criterion_id, of_whole, levels), ()) order by 5 desc, 1, 3)
    select (select json_agg(patterns) from patterns) as patterns, (select json_agg(sums) from sums) as sums`.execute(
    db.withoutPlugins(),
  )
  return { patterns: rows[0]?.patterns ?? [], sums: rows[0]?.sums ?? [] }
}
