import type { Static } from 'typebox'
import type { Door } from '../lib/door.ts'
import { writeMoment } from '../lib/wire.ts'
import {
  type AddQuestion,
  addQuestion,
  editQuestion,
  listQuestions,
  removeQuestion,
  type WireQuestion,
} from './contract.ts'
import type { Option, Question, QuestionWords } from './questions.ts'
import * as questions from './questions.ts'

export function routes(door: Door) {
  door.on(addQuestion, async (ctx, { params, body }) =>
    toWire(await questions.add(ctx, Number(params.id), fromWire(body))),
  )
  door.on(listQuestions, async (ctx, { params }) => (await questions.list(ctx, Number(params.id))).map(toWire))
  door.on(editQuestion, async (ctx, { params, body: { lastSeen, ...body } }) =>
    toWire(await questions.edit(ctx, Number(params.id), fromWire(body), lastSeen)),
  )
  door.on(removeQuestion, async (ctx, { params }) => {
    await questions.remove(ctx, Number(params.id))
    return { count: 1 }
  })
}

function fromWire(body: Static<typeof AddQuestion>): QuestionWords {
  const said: { [K in keyof QuestionWords]: QuestionWords[K] | undefined } = {
    body: body.question,
    category: body.category,
    type: body.questionType,
    position: body.order,
    prepSeconds: body.prepTime,
    maxAnswerSeconds: body.maxAnswerTime,
    maxRetakes: body.maxRetakes,
    retakeDecisionSeconds: body.retakeDecisionTime,
    minWords: body.minWords,
    maxWords: body.maxWords,
    options: body.options?.map(({ text, correct = false, redFlag = false, score = null }) => ({
      text,
      correct,
      redFlag,
      score,
    })),
    singleChoice: body.allowOnlySingleChoice,
    maxScore: body.maxScore,
    criterionIds: body.ratingCriteria?.map(Number),
    attachment: body.attachment,
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as QuestionWords
}

const toWire = (row: Question): Static<typeof WireQuestion> => ({
  id: row.id,
  questionId: row.id,
  videointerviewGroupId: row.assessmentId,
  question: row.body,
  category: row.category,
  questionType: row.type,
  order: row.position,
  prepTime: row.prepSeconds,
  maxAnswerTime: row.maxAnswerSeconds,
  maxRetakes: row.maxRetakes,
  retakeDecisionTime: row.retakeDecisionSeconds,
  minWords: row.minWords,
  maxWords: row.maxWords,
  options: row.options as Option[],
  allowOnlySingleChoice: row.singleChoice,
  maxScore: row.maxScore,
  ratingCriteria: row.criterionIds as number[],
  attachment: row.attachment,
  createdAt: writeMoment(row.createdAt),
  updatedAt: writeMoment(row.updatedAt),
})
