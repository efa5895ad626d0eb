import { type RawBuilder, sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import type { Cohort } from './cohort.ts'
import type { QuestionRow, Questions } from './contract.ts'
import { least, partsOf, sharesOf, stepsOf } from './small-groups.ts'
import * as versions from './versions.ts'

/** Medians need no more, and stay quick however many there are. */
const newest = 2000

type Counts = { id: number | null; asked: number; answered: number; stopped: number }
type Middle = { id: number; takes: number | null; recorded: number; seconds: number | null; kept: number }

/**
 * What becomes of each question of an assessment, by those who have begun and not withdrawn: with a withdrawal goes what
 * was answered. Null where fewer than five have.
 */
export async function count(ctx: UserCtx, cohort: Cohort, assessmentId: number): Promise<Questions | null> {
  const questions = await versions.list(ctx, assessmentId)
  const version = versionsOf(questions)
  const counts = await countEach(ctx, cohort, version)
  const middles = await medians(ctx, cohort, version)
  const finished = counts.find(({ id }) => id === null)?.stopped ?? 0
  const asked = questions.flatMap((question) => {
    const counted = counts.find(({ id }) => id === question.id)
    const middle = middles.find(({ id }) => id === question.id)
    return counted && counted.asked > 0 ? [{ question, counted, middle }] : []
  })
  if (!asked.some(({ counted }) => counted.asked >= least)) return null
  const stopped = partsOf([...asked.map(({ counted }) => counted.stopped), finished])
  const sizes = partsOf(asked.map(({ counted }) => counted.asked))
  const answered = answeredOf(asked.map(({ counted }) => counted))
  const rows = asked.map(({ question: { ids, id, ...question }, middle }, place): QuestionRow => {
    const isShown = sizes[place] != null
    return {
      questionId: id,
      ...question,
      versions: ids.length,
      asked: sizes[place] ?? null,
      answered: isShown ? (answered[place] ?? null) : null,
      stopped: isShown ? (stopped[place] ?? null) : null,
      takes: middle && middle.recorded >= least ? middle.takes : null,
      seconds: middle && middle.kept >= least && middle.seconds !== null ? Math.round(middle.seconds) : null,
    }
  })
  return { rows, finished: stopped.at(-1) ?? null, newest }
}

/** Where everybody is asked everything each question is a step after the one before; else each stands for itself. */
function answeredOf(counts: Counts[]): (number | null)[] {
  const everybody = counts[0]?.asked ?? 0
  return counts.every(({ asked }) => asked === everybody)
    ? stepsOf([everybody, ...counts.map(({ answered }) => answered)]).slice(1)
    : sharesOf(counts.map(({ asked, answered }) => ({ of: asked, people: answered })))
}

/** Which question each version is one of. */
function versionsOf(questions: versions.Asked[]): RawBuilder<unknown> {
  const all = questions.flatMap(({ id, ids }) => ids.map((version) => ({ version, id })))
  return sql`unnest(${all.map(({ version }) => version)}::bigint[], ${all.map(({ id }) => id)}::bigint[])
    as version (id, question_id)`
}

const begun = sql`begun as (
  select id, submitted_at, drawn_question_ids from cohort where started_at is not null and withdrawn_at is null)`

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

/**
 * Of takes that count (ended by their candidate or by the clock), and of the answers that were kept. Interview by interview,
 * so that it costs the same however many takes there are.
 */
async function medians({ db, actor: { companyId } }: UserCtx, { table }: Cohort, version: RawBuilder<unknown>) {
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
  return rows
}
