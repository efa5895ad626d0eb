import { createHash } from 'node:crypto'
import type { PerCategory } from '../assessments/assessments.ts'

type Drawable = { questionId: number; category: string | null }
type Rule = { interviewType: string; questionsPerCategory: unknown; uuid: string }

/**
 * What one candidate is asked where the interview is not `fixed`: so many of each category, one where nothing is said, and
 * every question without a category. The same for the same candidate however often it is asked, so that what the landing
 * page counts is what follows; without chance that anybody could repeat, so that nobody draws again until they like it.
 */
export function draw<Q extends Drawable>(questions: Q[], { interviewType, questionsPerCategory, uuid }: Rule): Q[] {
  if (interviewType === 'fixed') return questions
  const counts = new Map((questionsPerCategory as PerCategory[]).map(({ category, count }) => [category.trim(), count]))
  const categories = Map.groupBy(questions, ({ category }) => category?.trim() ?? '')
  const drawn = new Set(categories.get(''))
  for (const [category, all] of categories) {
    const shuffled = category === '' ? [] : all.toSorted((a, b) => (lotOf(uuid, a) < lotOf(uuid, b) ? -1 : 1))
    for (const question of shuffled.slice(0, counts.get(category) ?? 1)) drawn.add(question)
  }
  return questions.filter((question) => drawn.has(question))
}

const lotOf = (uuid: string, { questionId }: Drawable) =>
  createHash('sha256').update(`${uuid} ${questionId}`).digest('hex')
