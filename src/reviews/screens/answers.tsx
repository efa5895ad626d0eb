import { useEffect } from 'preact/hooks'
import type { Static } from 'typebox'
import type { listAnswers } from '../../media/contract.ts'
import { Player } from './player.tsx'

export type Answer = Static<typeof listAnswers.reply>['answers'][number]

const askAgainMs = 3000

/** What was answered, in the order it was asked. What is still being made playable comes by itself. */
export function Answers({ answers, reload }: { answers: Answer[]; reload: () => void }) {
  const isComing = answers.some(({ segments }) => segments.some(({ ready, failure }) => !ready && failure === null))
  useEffect(() => {
    if (!isComing) return
    const timer = setTimeout(reload, askAgainMs)
    return () => clearTimeout(timer)
  }, [answers, isComing])
  if (answers.length === 0) return <p class="state">Nothing is answered yet.</p>
  return (
    <ol class="answers">
      {answers.map((answer, index) => (
        <li key={answer.questionId} class="panel">
          <h2>
            {index + 1}. {answer.question}
          </h2>
          <Given answer={answer} />
        </li>
      ))}
    </ol>
  )
}

function Given({ answer: { segments, written, file, question } }: { answer: Answer }) {
  const ready = segments.filter((segment) => segment.ready)
  const isComing = segments.some((segment) => !segment.ready && segment.failure === null)
  return (
    <>
      {ready.length > 0 && <Player key={ready.length} segments={ready} label={question} />}
      {isComing && <p role="status">This answer is being prepared and will be here in a moment.</p>}
      {segments.map(
        (segment) =>
          segment.failure && (
            <p key={segment.mediaUrl} class="hint warn">
              {segment.failure}. <a href={`${segment.mediaUrl}/raw`}>Download what was recorded</a>
            </p>
          ),
      )}
      {written && 'text' in written && <p class="said">{written.text}</p>}
      {written && 'rating' in written && (
        <p class="said">
          {written.rating} of {written.highest}
        </p>
      )}
      {written && 'choices' in written && (
        <ul>
          {written.choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ul>
      )}
      {file && (
        <a href={file.fileUrl} download={file.name}>
          {file.name}
        </a>
      )}
    </>
  )
}
