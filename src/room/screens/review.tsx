import { useState } from 'preact/hooks'
import { isAnswered } from '../answered.ts'
import type { Interview } from '../contract.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { Frame } from './frame.tsx'
import { useWords } from './language.tsx'
import { Heading } from './notice.tsx'
import { isRecorded } from './progress.ts'

type Given = {
  interview: Interview
  upload: UploadState | undefined
  stayAt: (questionId: number) => void
  submit: () => Promise<boolean>
}

/** Submitting waits until the server has everything: what it gives a receipt for must be there. */
export function Review({ interview, upload, stayAt, submit }: Given) {
  const words = useWords()
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
  const isComplete = interview.questions.every(isAnswered)
  const safe = (upload?.at === 'safe' || upload?.at === 'empty') && upload.stuck === 0
  const send = async () => {
    setBusy(true)
    setFailed(!(await submit()))
    setBusy(false)
  }
  return (
    <Frame company={interview.companyName} upload={upload}>
      <section class="card">
        <Heading>{words.reviewHeading}</Heading>
        <ol class="answers">
          {interview.questions.map((question) => (
            <li key={question.questionId} class={isAnswered(question) ? 'answered' : 'unanswered'}>
              <span dir="auto">{question.text}</span>
              <em>{isAnswered(question) ? words.answered : words.unanswered}</em>
              {(!isRecorded(question) || !isAnswered(question)) && (
                <button
                  type="button"
                  aria-label={`${isAnswered(question) ? words.change : words.answerNow}: ${question.text}`}
                  onClick={() => stayAt(question.questionId)}
                >
                  {isAnswered(question) ? words.change : words.answerNow}
                </button>
              )}
            </li>
          ))}
        </ol>
        <p>{isComplete ? (safe ? words.review : words.submitWaits) : words.reviewIncomplete}</p>
        {failed && <p role="alert">{words.submitFailed}</p>}
        <div class="choices">
          <button type="button" class="primary" disabled={!isComplete || !safe || busy} onClick={send}>
            {words.submit}
          </button>
        </div>
      </section>
    </Frame>
  )
}
