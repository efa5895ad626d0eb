/** How marks become scores. docs/scoring.md explains it to those who decide by it. */

/** A mark on a scale of so many levels. `questionId` null is the interview as a whole. */
export type Mark = { questionId: number | null; mark: number; levels: number }

/** Every scale reads as one from 1 to 5, lowest to highest. */
const onFive = ({ mark, levels }: Mark): number => 1 + (4 * (mark - 1)) / (levels - 1)

/**
 * One reviewer's score, 1 to 5: the mean of their answers, each the mean of its criteria, so that an answer with many
 * criteria weighs no more than one with few. The mark of the whole counts only where no answer has one: separate marks
 * added up predict better than an impression. Null without a mark.
 */
export function scoreOf(marks: Mark[]): number | null {
  const answers = new Map<number, number[]>()
  for (const mark of marks) {
    if (mark.questionId === null) continue
    answers.set(mark.questionId, [...(answers.get(mark.questionId) ?? []), onFive(mark)])
  }
  const means = answers.size > 0 ? [...answers.values()].map(mean) : marks.map(onFive)
  return means.length === 0 ? null : rounded(mean(means))
}

/** What the reviewers make of an interview together: the mean of their scores, each counting once. */
export function totalOf(scores: (number | null)[]): number | null {
  const given = scores.filter((score) => score !== null)
  return given.length === 0 ? null : rounded(mean(given))
}

export type Choice = { correct: boolean; redFlag: boolean; score: number | null }
export type Automatic = { percent: number | null; redFlags: number[] }

/**
 * A choice, 0 to 100. Where options carry scores: what was chosen, of the most one could choose. Else, where options are
 * right: the right ones chosen less the wrong ones, of all that are right. Where neither is said it has no score.
 */
export function scoreOfChoices(options: Choice[], single: boolean, chosen: number[]): Automatic {
  const redFlags = chosen.filter((index) => options[index]?.redFlag)
  return { percent: percentOfChoices(options, single, chosen), redFlags }
}

function percentOfChoices(options: Choice[], single: boolean, chosen: number[]): number | null {
  const marks = options.map(({ score }) => Math.max(0, score ?? 0))
  const most = single ? Math.max(0, ...marks) : sum(marks)
  if (most > 0) return clamped((100 * sum(chosen.map((index) => options[index]?.score ?? 0))) / most)
  const right = options.filter(({ correct }) => correct).length
  if (right === 0) return null
  const hits = chosen.filter((index) => options[index]?.correct).length
  return clamped((100 * (hits - (chosen.length - hits))) / right)
}

/** A mark the candidate gave, from 1 up to the highest there is. */
export const scoreOfRating = (rating: number, highest: number): Automatic => ({
  percent: highest <= 1 ? 100 : clamped((100 * (rating - 1)) / (highest - 1)),
  redFlags: [],
})

/** The mean of the answers that score themselves. */
export const interviewScoreOf = totalOf

/**
 * Both kinds of score in one, 0 to 100: every question counts the same, whether people or rules scored it. Null as long as
 * answers that people are to score have no review.
 */
export function percentOf(automatic: (number | null)[], total: number | null, rated: number): number | null {
  const scored = automatic.filter((percent) => percent !== null)
  if (rated > 0 && total === null) return null
  const questions = scored.length + rated
  if (questions === 0) return total === null ? null : fromFive(total)
  return rounded((sum(scored) + (total === null ? 0 : fromFive(total) * rated)) / questions)
}

/** A threshold up to 5 is a mean mark, above it is a percentage. */
export const percentOfThreshold = (threshold: number): number => (threshold <= 5 ? fromFive(threshold) : threshold)

const fromFive = (score: number) => rounded(Math.max(0, (score - 1) * 25))
const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0)
const mean = (numbers: number[]) => sum(numbers) / numbers.length
const clamped = (percent: number) => rounded(Math.min(100, Math.max(0, percent)))
const rounded = (score: number) => Math.round(score * 100) / 100
