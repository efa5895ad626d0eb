import { useState } from 'preact/hooks'
import type { Interview, Question } from '../contract.ts'
import { practiceDesk } from '../recorder/practice.ts'
import { Frame } from './frame.tsx'
import { useWords } from './language.tsx'
import { Heading } from './notice.tsx'
import { firstRecorded } from './progress.ts'
import { PracticeQuestion } from './question.tsx'

const answerSeconds = 60
const prepSeconds = 20

type Given = { interview: Interview; done: () => void }

/** The real question screen on a desk from which nothing goes anywhere. */
export function Practice({ interview, done }: Given) {
  const words = useWords()
  const [desk] = useState(practiceDesk)
  const [started, setStarted] = useState(false)
  const { companyName: company } = interview
  const { timeMultiplier } = interview
  const question = practiceQuestion(interview, words)
  if (started) return <PracticeQuestion {...{ company, desk, question, timeMultiplier }} leave={done} />
  return (
    <Frame company={company}>
      <section class="card">
        <Heading>{words.practiceHeading}</Heading>
        <p>{words.practice}</p>
        <p class="badge">{words.practiceUnseen}</p>
        <div class="choices">
          <button type="button" onClick={done}>
            {words.skipPractice}
          </button>
          <button type="button" class="primary" onClick={() => setStarted(true)}>
            {words.startPractice}
          </button>
        </div>
      </section>
    </Frame>
  )
}

/** Of the kind that comes first, with their own extra time, as often as they like. */
function practiceQuestion(interview: Interview, words: { practiceQuestion: string }): Question {
  const { timeMultiplier } = interview
  return {
    questionId: 0,
    type: firstRecorded(interview)?.type ?? 'video',
    text: words.practiceQuestion,
    maxAnswerSeconds: Math.round(answerSeconds * timeMultiplier),
    prepSeconds: Math.round(prepSeconds * timeMultiplier),
    maxRetakes: Number.MAX_SAFE_INTEGER,
    takesBegun: 0,
    answeredTakeId: null,
    lastTake: null,
  }
}
