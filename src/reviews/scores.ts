import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import type { Option } from '../questions/questions.ts'
import * as written from '../room/written-answers.ts'
import * as formulas from './formulas.ts'

/** What an answer scores by itself; `percent` null where nothing says what is right. */
export type AutomaticScore = { questionId: number; percent: number | null; redFlags: string[] }

export type Scores = {
  interviewScore: number | null
  totalScore: number | null
  percent: number | null
  reviewerCount: number
  automatic: AutomaticScore[]
}

/**
 * Works out an interview's scores anew and keeps them beside it, for the lists. Whatever they are made of has changed
 * before, in the same transaction.
 */
export async function refresh(ctx: Ctx, interviewId: number): Promise<void> {
  const { interviewScore, totalScore, percent, reviewerCount, automatic } = await workOut(ctx, interviewId)
  await ctx.db
    .updateTable('interview')
    .set({
      interviewScore,
      totalScore,
      scorePercent: percent,
      reviewerCount: reviewerCount || null,
      redFlags: automatic.reduce((sum, { redFlags }) => sum + redFlags.length, 0),
      questionFeedback: questionFeedback(ctx, interviewId),
    })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', interviewId)
    .execute()
}

/** Whether somebody who handed in has marked or commented a single answer. */
const questionFeedback = ({ actor: { companyId } }: Ctx, interviewId: number) => sql<boolean>`exists (
  select from review v where v.company_id = ${companyId} and v.interview_id = ${interviewId}
    and v.submitted_at is not null and (
      exists (select from rating r where r.company_id = v.company_id and r.interview_id = v.interview_id
        and r.reviewer_id = v.reviewer_id and r.question_id is not null)
      or exists (select from review_comment c where c.company_id = v.company_id and c.interview_id = v.interview_id
        and c.reviewer_id = v.reviewer_id and c.question_id is not null)))`

export async function workOut(ctx: Ctx, interviewId: number): Promise<Scores> {
  const [answered, marks, said] = await Promise.all([
    findAnswered(ctx, interviewId),
    listMarks(ctx, interviewId),
    written.read(ctx, interviewId),
  ])
  const automatic = answered
    .filter((question) => !isForPeople(question))
    .map((question) => scoreAlone(question, said.get(question.id)))
  const interviewScore = formulas.interviewScoreOf(automatic.map(({ percent }) => percent))
  const scores = [...marks.values()].map(formulas.scoreOf)
  const totalScore = formulas.totalOf(scores)
  const rated = answered.filter(isForPeople).length
  const percents = automatic.map(({ percent }) => percent)
  const percent = formulas.percentOf(percents, totalScore, rated)
  return { interviewScore, totalScore, percent, reviewerCount: scores.length, automatic }
}

export type Answered = {
  id: number
  type: string
  options: Option[]
  singleChoice: boolean
  maxScore: number | null
  criterionIds: number[]
}

/** The questions of an interview that have an answer, in the order they were asked. */
export async function findAnswered({ db, actor }: Ctx, interviewId: number): Promise<Answered[]> {
  const { rows } = await sql<Answered>`
    select q.id, q.type, q.options, q.single_choice as "singleChoice", q.max_score as "maxScore",
      q.criterion_ids as "criterionIds"
    from question q where q.company_id = ${actor.companyId} and q.id in (
      select question_id from answer where company_id = ${actor.companyId} and interview_id = ${interviewId}
      union all
      select question_id from written_answer where company_id = ${actor.companyId} and interview_id = ${interviewId}
      union all
      select question_id from file_answer where company_id = ${actor.companyId} and interview_id = ${interviewId})
    order by q.position, q.id`.execute(db.withoutPlugins())
  return rows
}

/** Choices and marks score themselves, everything else is for people to rate. */
export const isForPeople = ({ type }: Pick<Answered, 'type'>) => type !== 'multipleChoice' && type !== 'rating'

function scoreAlone(question: Answered, answer: written.Written | undefined): AutomaticScore {
  const { percent, redFlags } = automaticOf(question, answer)
  return { questionId: question.id, percent, redFlags: redFlags.map((index) => question.options[index]?.text ?? '') }
}

function automaticOf(question: Answered, answer: written.Written | undefined): formulas.Automatic {
  if (answer && 'choices' in answer)
    return formulas.scoreOfChoices(question.options, question.singleChoice, answer.choices)
  if (answer && 'rating' in answer) return formulas.scoreOfRating(answer.rating, written.highestMark(question.maxScore))
  return { percent: null, redFlags: [] }
}

/** The marks of the reviews that were handed in, by reviewer. */
async function listMarks({ db, actor }: Ctx, interviewId: number): Promise<Map<number, formulas.Mark[]>> {
  const { rows } = await sql<{ reviewerId: number; questionId: number | null; mark: number | null; levels: number }>`
    select v.reviewer_id as "reviewerId", r.question_id as "questionId", r.mark, r.levels
    from review v
    left join rating r on r.company_id = v.company_id and r.interview_id = v.interview_id
      and r.reviewer_id = v.reviewer_id
    where v.company_id = ${actor.companyId} and v.interview_id = ${interviewId}
      and v.submitted_at is not null`.execute(db.withoutPlugins())
  const marks = new Map<number, formulas.Mark[]>()
  for (const { reviewerId, mark, ...rest } of rows) {
    const before = marks.get(reviewerId) ?? []
    marks.set(reviewerId, mark === null ? before : [...before, { ...rest, mark }])
  }
  return marks
}
