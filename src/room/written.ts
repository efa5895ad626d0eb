import { record } from '../events/events.ts'
import { atomically } from '../lib/context.ts'
import { invalid, Problem, unknown } from '../lib/problem.ts'
import type { Option } from '../questions/questions.ts'
import { wordsIn } from './answered.ts'
import * as former from './former-answers.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import * as takes from './takes.ts'
import { highestMark, sealed, type Written } from './written-answers.ts'

/** Keeps a written answer in place of the one before: the same call saves a draft and the last word. */
export function write(outer: CandidateCtx, questionId: number, answer: Written): Promise<Date> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const sitting = await interview.find(ctx)
    takes.refuseUnready(sitting, ctx.now(), questionId)
    await interview.refuseNotAsked(ctx, questionId)
    refuseUnfit(await findQuestion(ctx, sitting.assessmentId, questionId), answer)
    const writtenAt = ctx.now()
    const { companyId, interviewId } = ctx.actor
    const said = { sealed: await sealed(ctx, interviewId, questionId, answer), writtenAt }
    await former.keepWritten(ctx, sitting, questionId)
    await ctx.db
      .insertInto('writtenAnswer')
      .values({ ...said, interviewId, questionId, companyId })
      .onConflict((conflict) => conflict.columns(['companyId', 'interviewId', 'questionId']).doUpdateSet(said))
      .execute()
    if (!sitting.startedAt) await takes.start(ctx)
    await record(ctx, 'interview.answered', interviewId, { questionId })
    return writtenAt
  })
}

type Asked = Awaited<ReturnType<typeof findQuestion>>

async function findQuestion({ db, actor }: CandidateCtx, assessmentId: number, questionId: number) {
  const question = await db
    .selectFrom('question')
    .select(['type', 'options', 'singleChoice', 'maxWords', 'maxScore'])
    .where('companyId', '=', actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .where('id', '=', questionId)
    .executeTakeFirst()
  if (!question) throw unknown('Question', questionId)
  return question
}

/** The kind of question decides which kind of answer it takes. */
function refuseUnfit(question: Asked, answer: Written): void {
  if (question.type === 'essay' && 'text' in answer) refuseTooLong(question, answer.text)
  else if (question.type === 'multipleChoice' && 'choices' in answer) refuseOtherChoices(question, answer.choices)
  else if (question.type === 'rating' && 'rating' in answer) refuseOtherMark(question, answer.rating)
  else throw new Problem('conflict', `A question of the kind ${question.type} is not answered like this`)
}

function refuseTooLong({ maxWords }: Asked, text: string): void {
  if (maxWords === null || wordsIn(text) <= maxWords) return
  throw invalid('Answer', { field: 'text', code: 'length', message: `has more than ${maxWords} words` })
}

function refuseOtherChoices({ options, singleChoice }: Asked, choices: number[]): void {
  const known = (options as Option[]).length
  const wrong = choices.some((choice) => choice >= known) || new Set(choices).size < choices.length
  if (!wrong && !(singleChoice && choices.length > 1)) return
  throw invalid('Answer', { field: 'choices', code: 'inclusion', message: 'are not choices of this question' })
}

function refuseOtherMark({ maxScore }: Asked, rating: number): void {
  if (rating <= highestMark(maxScore)) return
  throw invalid('Answer', { field: 'rating', code: 'inclusion', message: `is above ${highestMark(maxScore)}` })
}
