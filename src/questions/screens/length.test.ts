import { expect, test } from 'vitest'
import { lengthOf } from './length.ts'
import type { Question } from './questions.tsx'

const question = (category: string | null, maxAnswerTime: number) =>
  ({ category, prepTime: 0, maxAnswerTime }) as Question
const questions = [question('a', 60), question('a', 120), question('b', 60), question(null, 60)]

test('an interview is as long as all of its questions, a drawn one as its longest draw', () => {
  const groupConfig = { interviewType: 'fixed' }
  expect(lengthOf(questions, { groupConfig, questionsPerCategory: [] })).toEqual({ asked: 4, minutes: 5 })
  const random = { interviewType: 'random' }
  expect(lengthOf(questions, { groupConfig: random, questionsPerCategory: [] })).toEqual({ asked: 3, minutes: 4 })
  const none = [{ category: 'a', count: 0 }]
  expect(lengthOf(questions, { groupConfig: random, questionsPerCategory: none })).toEqual({ asked: 2, minutes: 2 })
})
