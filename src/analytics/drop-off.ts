import { type RawBuilder, sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import { begun, type Cohort } from './cohort.ts'
import type { QuestionRow, Questions } from './contract.ts'
import * as medians from './medians.ts'
import { least, partsOf, sharesOf, stepsOf } from './small-groups.ts'
import * as versions from './versions.ts'

type Counts = { id: number | null; asked: number; answered: number; stopped: number }

/**
 * What becomes of each question of an assessment, by those who have begun and not withdrawn: with a withdrawal goes what
 * was answered. Null where fewer than five have.
 */
export async function count(ctx: UserCtx, cohort: Cohort, assessmentId: number): Promise<Questions | null> {
  const questions = await versions.list(ctx, assessmentId)
  const version = versions.tableOf(questions)
  const counts = await countEach(ctx, cohort, version)
  const middles = await medians.measure(ctx, cohort, version)
  const finished = counts.find(({ id }) => id === null)?.stopped ?? 0
  const asked = questions.flatMap((question) => {
    const counted = counts.find(({ id }) => id === question.id)
    return counted && counted.asked > 0 ? [{ question, counted, middle: middles.get(question.id) }] : []
  })
  if (!asked.some(({ counted }) => counted.asked >= least)) return null
  const stopped = partsOf([...asked.map(({ counted }) => counted.stopped), finished])
  const sizes = partsOf(asked.map(({ counted }) => counted.asked))
  const answered = answeredOf(asked.map(({ counted }) => counted))
  const rows = asked.map(({ question, middle }, place) => {
    const size = sizes[place] ?? null
    const told = size === null ? nothing : { answered: answered[place] ?? null, stopped: stopped[place] ?? null }
    return rowOf(question, { asked: size, ...told }, middle)
  })
  return { rows, finished: stopped.at(-1) ?? null, newest: medians.newest }
}

const nothing = { answered: null, stopped: null }

const rowOf = (
  { id, ids, ...question }: versions.Asked,
  told: Pick<QuestionRow, 'asked' | 'answered' | 'stopped'>,
  middle: medians.Middle | undefined,
): QuestionRow => ({
  questionId: id,
  ...question,
  versions: ids.length,
  ...told,
  takes: middle && middle.recorded >= least ? middle.takes : null,
  seconds: middle && middle.kept >= least && middle.seconds !== null ? Math.round(middle.seconds) : null,
})

/** Where everybody is asked everything each question is a step after the one before; else each stands for itself. */
function answeredOf(counts: Counts[]): (number | null)[] {
  const everybody = counts[0]?.asked ?? 0
  return counts.every(({ asked }) => asked === everybody)
    ? stepsOf([everybody, ...counts.map(({ answered }) => answered)]).slice(1)
    : sharesOf(counts.map(({ asked, answered }) => ({ of: asked, people: answered })))
}

/**
 * Whoever has handed in has answered all they were asked: only of the others the answers are looked at. In the order
 * they were asked the first without an answer is where somebody is, or gave up; null, where there is none.
 */
async function countEach({ db, actor: { companyId } }: UserCtx, { table }: Cohort, version: RawBuilder<unknown>) {
  const { rows } = await sql<Counts>`
    with ${table}, ${begun},
    asked as (
      select id, sum(people)::int as people, sum(submitted)::int as submitted from (
        select drawn_question_ids, count(*) as people, count(submitted_at) as submitted from begun group by 1) alike,
        unnest(drawn_question_ids) as drawn (id) group by 1),
    given as (
      select interview_id, question_id from answer where company_id = ${companyId}
      union all select interview_id, question_id from written_answer where company_id = ${companyId}
      union all select interview_id, question_id from file_answer where company_id = ${companyId}),
    unfinished as materialized (
      select b.id, b.drawn_question_ids, coalesce(array_agg(g.question_id) filter (where g.question_id is not null), '{}') as given
      from begun b left join given g on g.interview_id = b.id where b.submitted_at is null group by 1, 2),
    answered as (select one.id, count(*)::int as people from unfinished, unnest(given) as one (id) group by 1),
    stopped as (
      select id, count(*)::int as people from (
        select (select drawn.id from unnest(drawn_question_ids) with ordinality as drawn (id, place)
          where drawn.id <> all (given) order by place limit 1) as id from unfinished) first group by 1)
    select version.question_id as id, coalesce(sum(asked.people), 0)::int as asked,
      coalesce(sum(coalesce(asked.submitted, 0) + coalesce(answered.people, 0)), 0)::int as answered,
      coalesce(sum(stopped.people), 0)::int as stopped
    from ${version}
    left join asked on asked.id = version.id left join answered on answered.id = version.id
    left join stopped on stopped.id = version.id group by 1
    union all select null, 0, 0, people from stopped where id is null`.execute(db.withoutPlugins())
  return rows
}
