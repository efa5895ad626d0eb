import type { RefObject } from 'preact'
import type { Static } from 'typebox'
import type { listAnswers } from '../../media/contract.ts'
import type { Scores } from '../contract.ts'
import { Player, type Remote } from './player.tsx'

export type Answer = Static<typeof listAnswers.reply>['answers'][number]

type Given = {
  answer: Answer
  automatic: Scores['automatic'][number] | undefined
  speed: number
  setSpeed: (speed: number) => void
  remote?: RefObject<Remote | null>
  marks?: { atMs: number; label: string }[]
}

/** What somebody answered, whatever the kind. */
export function AnswerView({ answer, automatic, ...player }: Given) {
  const { segments, written, file, question } = answer
  const ready = segments.filter((segment) => segment.ready)
  const isComing = segments.some((segment) => !segment.ready && segment.failure === null)
  return (
    <>
      {ready.length > 0 && (
        <Player key={`${answer.questionId} ${ready.length}`} segments={ready} label={question} {...player} />
      )}
      {isComing && <p role="status">This answer is being prepared and will be here in a moment.</p>}
      {segments.map(({ failure, mediaUrl }) => failure && <Failure key={mediaUrl} why={failure} mediaUrl={mediaUrl} />)}
      {written && <Written written={written} redFlags={automatic?.redFlags ?? []} />}
      {automatic && automatic.percent !== null && <p class="hint">Scores {automatic.percent} of 100 by itself.</p>}
      {file && (
        <a href={file.fileUrl} download={file.name}>
          {file.name}
        </a>
      )}
    </>
  )
}

/** Who only hears an answer cannot have it as it was recorded either. */
function Failure({ why, mediaUrl }: { why: string; mediaUrl: string }) {
  return (
    <p class="hint warn">
      {why}. {!mediaUrl.includes('?') && <a href={`${mediaUrl}/raw`}>Download what was recorded</a>}
    </p>
  )
}

function Written({ written, redFlags }: { written: NonNullable<Answer['written']>; redFlags: string[] }) {
  if ('text' in written) return <p class="said">{written.text}</p>
  if ('rating' in written) {
    return (
      <p class="said">
        {written.rating} of {written.highest}
      </p>
    )
  }
  return (
    <ul>
      {written.choices.map((choice) => (
        <li key={choice}>
          {choice} {redFlags.includes(choice) && <strong class="pill pill-flag">Red flag</strong>}
        </li>
      ))}
    </ul>
  )
}
