import type { Static } from 'typebox'
import { writeMoment } from '../lib/wire.ts'
import type { AddQuestion, WireQuestion } from './contract.ts'
import type { Option, Question, QuestionWords } from './questions.ts'

/** Their words into ours: only what was said. */
export function fromWire(body: Static<typeof AddQuestion>): QuestionWords {
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

export const toWire = (row: Question): Static<typeof WireQuestion> => ({
  id: row.id,
  questionId: row.id,
  videointerviewGroupId: row.assessmentId,
  order: row.position,
  ...contentOf(row),
})

/** What is asked and how, wherever it stands. */
export const contentOf = (row: Omit<Question, 'assessmentId' | 'position'>) => ({
  question: row.body,
  category: row.category,
  questionType: row.type,
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
