import type { Static } from 'typebox'
import type { WireAssessment } from '../../assessments/contract.ts'
import type { Question } from './questions.tsx'

type Rule = Pick<Static<typeof WireAssessment>, 'groupConfig' | 'questionsPerCategory'>

/** How many questions a candidate is asked, and how long that takes at most, thinking included. */
export function lengthOf(questions: Question[], rule: Rule): { asked: number; minutes: number } {
  const asked = rule.groupConfig.interviewType === 'fixed' ? questions : longest(questions, rule)
  return { asked: asked.length, minutes: Math.ceil(asked.reduce((sum, each) => sum + secondsOf(each), 0) / 60) }
}

/** The longest draw there can be. */
function longest(questions: Question[], { questionsPerCategory }: Rule): Question[] {
  const counts = new Map(questionsPerCategory.map(({ category, count }) => [category.trim(), count]))
  const byCategory = Map.groupBy(questions, ({ category }) => category?.trim() ?? '')
  return [...byCategory].flatMap(([category, all]) =>
    category === '' ? all : all.toSorted((a, b) => secondsOf(b) - secondsOf(a)).slice(0, counts.get(category) ?? 1),
  )
}

const secondsOf = ({ prepTime, maxAnswerTime }: Question) => prepTime + maxAnswerTime
