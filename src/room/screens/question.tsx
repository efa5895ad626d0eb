import { useEffect, useState } from 'preact/hooks'
import type { Question } from '../contract.ts'
import type { Sitting } from '../recorder/sitting.ts'
import { recordedMs, type Take } from '../recorder/take.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { useCamera } from './camera.tsx'
import { Controls } from './controls.tsx'
import { Frame } from './frame.tsx'
import { Heading } from './notice.tsx'
import { isRecorded, retakesLeft } from './progress.ts'
import { Stage } from './stage.tsx'
import { ThinkTimer } from './think-timer.tsx'
import { useTake } from './use-take.ts'
import { useWhileRecording } from './while-recording.ts'
import { clock, words } from './words.ts'

export type QuestionGiven = {
  company: string
  sitting: Sitting
  upload: UploadState | undefined
  question: Question
  number: number
  total: number
  keep: (takeId: string) => Promise<void>
  next: () => void
}

export function QuestionScreen(given: QuestionGiven) {
  const { company, upload, question, number, total } = given
  return (
    <Frame company={company} upload={upload}>
      <section class="card">
        <progress class="steps" max={total} value={number} aria-hidden="true" />
        <Heading>{words.question(number, total)}</Heading>
        <p class="question">{question.text}</p>
        {isRecorded(question) ? <Recorded {...given} /> : <NotRecorded next={given.next} />}
      </section>
    </Frame>
  )
}

function Recorded({ sitting, question, number, total, keep, next }: QuestionGiven) {
  const [attempt, setAttempt] = useState(0)
  const maxAnswerMs = question.maxAnswerSeconds * 1000
  const hand = useTake(sitting, question, (used) => ({ maxAnswerMs, retakesLeft: retakesLeft(question, used) }))
  const { take, now } = hand
  const camera = useCamera(question.type === 'video', attempt, () => setAttempt((before) => before + 1))
  useWhileRecording(take.at === 'recording')
  useEffect(() => {
    if (take.at === 'interrupted') setAttempt((before) => before + 1)
  }, [take.at])

  return (
    <>
      <Stage take={take} camera={camera} parts={hand.parts} leftMs={maxAnswerMs - recordedMs(take, now)} />
      <Announcements take={take} leftMs={maxAnswerMs - recordedMs(take, now)} />
      {take.at === 'ready' && hand.takesUsed === 0 && <ThinkTimer seconds={question.prepSeconds} />}
      {take.at === 'ready' && <p class="hint">{words.upTo(clock(maxAnswerMs))}</p>}
      {!hand.storing && <p role="alert">{words.noRoom}</p>}
      {!sitting.shelf.lasting && <p class="hint">{words.memoryOnly}</p>}
      <Controls
        hand={hand}
        stream={camera.at === 'on' ? camera.stream : undefined}
        retakesLeft={retakesLeft(question, hand.takesUsed)}
        isLast={number === total}
        keep={keep}
        next={next}
      />
    </>
  )
}

const announcedAt = [60, 30, 10]

/** The word and not the clock: a live region that changed every second would never be silent. */
function Announcements({ take, leftMs }: { take: Take; leftMs: number }) {
  const seconds = Math.ceil(leftMs / 1000)
  const [announced, setAnnounced] = useState('')
  useEffect(() => {
    if (take.at === 'recording' && announcedAt.includes(seconds)) setAnnounced(words.secondsLeft(seconds))
    if (take.at !== 'recording') setAnnounced('')
  }, [take.at, seconds])
  return (
    <>
      <p role="status" aria-label={words.recording} class={take.at === 'recording' ? 'pill' : 'unseen'}>
        {take.at === 'recording' && words.recording}
      </p>
      <p role="status" class="unseen">
        {announced}
      </p>
    </>
  )
}

function NotRecorded({ next }: { next: () => void }) {
  return (
    <>
      <p class="hint">{words.notHere}</p>
      <div class="choices">
        <button type="button" class="primary" onClick={next}>
          {words.next}
        </button>
      </div>
    </>
  )
}
