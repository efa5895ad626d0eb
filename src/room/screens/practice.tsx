import { useState } from 'preact/hooks'
import type { Interview, Question } from '../contract.ts'
import { practiceDesk } from '../recorder/practice.ts'
import { useWords } from './language.tsx'
import { firstRecorded } from './progress.ts'
import { PracticeQuestion } from './question.tsx'

const answerSeconds = 60
const prepSeconds = 20

type Given = { interview: Interview; bySound: (() => void) | undefined; done: () => void }

/** The real question screen on a desk from which nothing goes anywhere. */
export function Practice({ interview, bySound, done }: Given) {
  const words = useWords()
  const [desk] = useState(practiceDesk)
  const { companyName: company } = interview
  const { timeMultiplier } = interview
  const question = practiceQuestion(interview, words)
  return <PracticeQuestion {...{ company, desk, question, timeMultiplier, bySound }} leave={done} />
}

const unwritten = {
  options: [],
  singleChoice: true,
  minWords: null,
  maxWords: null,
  highestMark: 5,
  written: null,
  file: null,
}

/** Of the kind that comes first, with their own extra time, as often as they like. */
function practiceQuestion(interview: Interview, words: { practiceQuestion: string }): Question {
  const { timeMultiplier } = interview
  return {
    questionId: 0,
    type: firstRecorded(interview)?.type ?? 'video',
    text: words.practiceQuestion,
    maxAnswerSeconds: timeMultiplier && Math.round(answerSeconds * timeMultiplier),
    prepSeconds: Math.round(prepSeconds * (timeMultiplier ?? 0)),
    maxRetakes: Number.MAX_SAFE_INTEGER,
    takesBegun: 0,
    answeredTakeId: null,
    lastTake: null,
    ...unwritten,
  }
}
