import { useLayoutEffect, useState } from 'preact/hooks'
import type { Question } from '../contract.ts'
import { contentDigest } from '../digest.ts'
import type { Quality } from '../recorder/quality.ts'
import type { HeldAnswer } from '../recorder/shelf.ts'
import type { Desk } from '../recorder/sitting.ts'
import { recordedMs, type Take } from '../recorder/take.ts'
import type { UploadState } from '../recorder/uploader.ts'
import { secondsToAnnounce } from './announcement.ts'
import { useCamera } from './camera.tsx'
import { clock } from './clock.ts'
import { Controls, type Outcome } from './controls.tsx'
import { readDevices } from './devices.tsx'
import { FileAnswer } from './file.tsx'
import { Frame } from './frame.tsx'
import { extraTimeOf } from './landing.tsx'
import { useLanguage, useWords } from './language.tsx'
import { Heading } from './notice.tsx'
import { isRecorded, retakesLeft } from './progress.ts'
import { Stage } from './stage.tsx'
import { ThinkTimer } from './think-timer.tsx'
import { useTake } from './use-take.ts'
import { useWhileRecording } from './while-recording.ts'
import { Choices, Essay, Marks } from './written.tsx'

/** `bySound` goes on without a camera, where that is allowed. */
type Asked = {
  company: string
  desk: Desk
  question: Question
  timeMultiplier: number | null
  bySound: (() => void) | undefined
}

type QuestionGiven = Asked & {
  upload: UploadState | undefined
  number: number
  total: number
  keep: (takeId: string) => Promise<void>
  answer: (said: Said) => Promise<void>
  next: () => void
}

export function QuestionScreen({ upload, number, total, keep, answer, next, ...asked }: QuestionGiven) {
  const words = useWords()
  const { company, question } = asked
  return (
    <Frame company={company} upload={upload}>
      <section class="card">
        <progress class="steps" max={total} value={number} aria-hidden="true" />
        <Heading>{words.question(number, total)}</Heading>
        <p class="question" dir="auto">
          {question.text}
        </p>
        {isRecorded(question) ? (
          <Recorded {...asked} outcome={{ is: 'answer', isLast: number === total, keep, next }} />
        ) : (
          <NotRecorded {...{ question, answer, next }} expect={asked.desk.uploader.expect} isLast={number === total} />
        )}
      </section>
    </Frame>
  )
}

export function PracticeQuestion({ leave, ...asked }: Asked & { leave: () => void }) {
  const words = useWords()
  return (
    <Frame company={asked.company}>
      <section class="card">
        <p class="badge">{words.practiceUnseen}</p>
        <Heading>{words.practiceName}</Heading>
        <p class="question" dir="auto">
          {asked.question.text}
        </p>
        <Recorded {...asked} outcome={{ is: 'practice', leave }} />
      </section>
    </Frame>
  )
}

function Recorded({ desk, question, timeMultiplier, bySound, outcome }: Asked & { outcome: Outcome }) {
  const words = useWords()
  const [attempt, setAttempt] = useState(0)
  const [devices] = useState(readDevices)
  const again = () => setAttempt((before) => before + 1)
  const maxAnswerMs = (question.maxAnswerSeconds ?? Number.POSITIVE_INFINITY) * 1000
  const hand = useTake(desk, question, (used) => ({ maxAnswerMs, retakesLeft: retakesLeft(question, used) }))
  const { take, now } = hand
  const leftMs = maxAnswerMs - recordedMs(take, now)
  const camera = useCamera(question.type === 'video', devices, attempt, again, hand.quality)
  useWhileRecording(take.at === 'recording')
  useLayoutEffect(() => {
    if (take.at === 'interrupted') again()
  }, [take.at])

  return (
    <>
      <Stage {...{ take, camera, bySound, leftMs }} parts={hand.parts} watch={desk.watch} />
      <Announcements take={take} said={secondsToAnnounce(leftMs, maxAnswerMs)} />
      {take.at === 'ready' && hand.takesUsed === 0 && <ThinkTimer seconds={question.prepSeconds} />}
      {take.at === 'ready' && <TimeToAnswer maxAnswerMs={maxAnswerMs} timeMultiplier={timeMultiplier} />}
      <LineHint quality={hand.quality} isFilmed={question.type === 'video'} />
      {!hand.storing && <p role="alert">{words.noRoom}</p>}
      {!desk.shelf.lasting && outcome.is === 'answer' && <p class="hint">{words.memoryOnly}</p>}
      <Controls
        hand={hand}
        stream={camera.at === 'on' ? camera.stream : undefined}
        retakesLeft={retakesLeft(question, hand.takesUsed)}
        outcome={outcome}
      />
    </>
  )
}

/** What a slow line does to the picture is said as it happens. */
function LineHint({ quality: { name }, isFilmed }: { quality: Quality; isFilmed: boolean }) {
  const words = useWords()
  const isSlow = name === 'low' || name === 'least' || name === 'sound'
  return (
    <p role="status" class={isFilmed && isSlow ? 'hint' : 'unseen'}>
      {isFilmed && isSlow && (name === 'sound' ? words.soundOnly : words.lowerQuality)}
    </p>
  )
}

function TimeToAnswer({ maxAnswerMs, timeMultiplier }: { maxAnswerMs: number; timeMultiplier: number | null }) {
  const { language, words } = useLanguage()
  const limit = timeMultiplier === null ? [] : [words.upTo(clock(maxAnswerMs))]
  const extra = timeMultiplier === 1 ? [] : [extraTimeOf(timeMultiplier, words, language)]
  return <p class="hint">{[...limit, ...extra].join(' · ')}</p>
}

/** The word and not the clock: a live region that changed every second would never be silent. */
function Announcements({ take, said }: { take: Take; said: number | undefined }) {
  const words = useWords()
  const isRecording = take.at === 'recording'
  return (
    <>
      <p role="status" aria-label={words.recording} class={isRecording ? 'pill' : 'unseen'}>
        {isRecording && words.recording}
      </p>
      <p role="status" class="unseen">
        {isRecording && said && words.secondsLeft(said)}
      </p>
    </>
  )
}

type Said = Pick<HeldAnswer, 'written' | 'file'>
type WrittenGiven = {
  question: Question
  isLast: boolean
  expect: () => () => void
  answer: (said: Said) => Promise<void>
  next: () => void
}

/** Answered without a camera: no clock runs, and what is there is kept as it changes. */
function NotRecorded({ question, isLast, expect, answer, next }: WrittenGiven) {
  const words = useWords()
  const save = (written: NonNullable<Question['written']>) => answer({ written })
  const saveFile = async (file: File) => {
    const bytes = await file.arrayBuffer()
    await answer({ file: { name: file.name, bytes, digest: await contentDigest(bytes) } })
  }
  return (
    <>
      {question.type === 'essay' && <Essay {...{ question, save, expect }} />}
      {question.type === 'multipleChoice' && <Choices question={question} save={save} />}
      {question.type === 'rating' && <Marks question={question} save={save} />}
      {question.type === 'file' && <FileAnswer question={question} save={saveFile} />}
      <div class="choices">
        <button type="button" class="primary" onClick={next}>
          {isLast ? words.finish : words.next}
        </button>
      </div>
    </>
  )
}
