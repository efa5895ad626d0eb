import { isAnswered } from '../answered.ts'
import type { Interview, Question } from '../contract.ts'

/**
 * Which screen an interview is at. Answers chosen on this device count before the server knows of them; a deadline
 * that passes while they are at it interrupts nobody.
 */
export type Step =
  | { at: 'landing' }
  | { at: 'consent' }
  | { at: 'check' }
  | { at: 'practice' }
  | { at: 'question'; question: Question; number: number; total: number }
  | { at: 'review' }
  | { at: 'done' }
  | { at: 'early' }
  | { at: 'expired' }
  | { at: 'withdrawn' }

/** What was done on this page. `checked` and `practised` also say that it was done without. */
export type Here = {
  started: boolean
  checked: boolean
  practised: boolean
  passed: ReadonlySet<number>
  /** The question they are answering in writing, or went back to: having an answer does not take them away from it. */
  stayingAt?: number | undefined
  now: number
}

export function stepOf(interview: Interview, here: Here): Step {
  if (interview.status === 'Withdrawn') return { at: 'withdrawn' }
  if (interview.submittedAt !== null && interview.reopenedAt === null) return { at: 'done' }
  if (!here.started) return doorstep(interview, here.now)
  if (interview.consentedAt === null) return { at: 'consent' }
  const total = interview.questions.length
  const isOpen = (question: Question) =>
    question.questionId === here.stayingAt || (!isAnswered(question) && !here.passed.has(question.questionId))
  const isNext = ({ questionId }: Question) => questionId === here.stayingAt
  const index = interview.questions.findIndex(here.stayingAt === undefined ? isOpen : isNext)
  const question = interview.questions[index]
  if (!question) return { at: 'review' }
  const hasRecording = interview.questions.some((each) => isOpen(each) && isRecorded(each))
  if (hasRecording && !here.checked) return { at: 'check' }
  if (hasRecording && !here.practised && wantsPractice(interview)) return { at: 'practice' }
  return { at: 'question', question, number: index + 1, total }
}

/** Practice is for those who have not begun. */
export const wantsPractice = ({ practiceSkipped, reopenedAt, questions }: Interview) =>
  !practiceSkipped &&
  reopenedAt === null &&
  questions.every((question) => !isAnswered(question) && question.lastTake === null)

/** Nobody is let in early or late, but for handing in what is complete. */
function doorstep(interview: Interview, now: number): Step {
  if (now < Date.parse(interview.startsAt)) return { at: 'early' }
  if (now >= Date.parse(interview.expiresAt) && !isComplete(interview)) return { at: 'expired' }
  return { at: 'landing' }
}

export const answeredCount = ({ questions }: Interview) => questions.filter(isAnswered).length

/** Whether a camera is needed for what is still open. */
export const isFilmed = ({ questions }: Interview) =>
  questions.some((each) => each.type === 'video' && !isAnswered(each))

/** The same interview for somebody without a camera. */
export const withoutPicture = (interview: Interview): Interview => ({
  ...interview,
  questions: interview.questions.map((each) => (each.type === 'video' ? { ...each, type: 'audio' } : each)),
})

export const firstRecorded = ({ questions }: Interview) => questions.find(isRecorded)

/** Questions that are answered before a camera or a microphone. */
export const isRecorded = ({ type }: Question) => type === 'video' || type === 'audio'

export const retakesLeft = ({ maxRetakes, takesBegun }: Question, usedHere: number) =>
  Math.max(maxRetakes + 1 - Math.max(takesBegun, usedHere), 0)

const isComplete = ({ questions }: Interview) => questions.every(isAnswered)
