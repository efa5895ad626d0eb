import { useState } from 'preact/hooks'
import type { Interview } from '../contract.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { Frame } from './frame.tsx'
import { useWords } from './language.tsx'
import { Heading } from './notice.tsx'

type Given = { interview: Interview; upload: UploadState | undefined; submit: () => Promise<boolean> }

/** Submitting waits until the server has everything: what it gives a receipt for must be there. */
export function Review({ interview, upload, submit }: Given) {
  const words = useWords()
  const [failed, setFailed] = useState(false)
  const [busy, setBusy] = useState(false)
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
            <li key={question.questionId} class={question.answeredTakeId ? 'answered' : 'unanswered'}>
              <span>{question.text}</span>
              <em>{question.answeredTakeId ? words.answered : words.unanswered}</em>
            </li>
          ))}
        </ol>
        <p>{safe ? words.review : words.submitWaits}</p>
        {failed && <p role="alert">{words.submitFailed}</p>}
        <div class="choices">
          <button type="button" class="primary" disabled={!safe || busy} onClick={send}>
            {words.submit}
          </button>
        </div>
      </section>
    </Frame>
  )
}
