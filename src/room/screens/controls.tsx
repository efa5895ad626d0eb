import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Take } from '../recorder/take.ts'
import { clock } from './clock.ts'
import { useWords } from './language.tsx'
import type { TakeInHand } from './use-take.ts'

type Given = {
  hand: TakeInHand
  stream: MediaStream | undefined
  retakesLeft: number
  outcome: Outcome
}

/** What an answer is recorded for: to be kept and gone on from, or for practice, which is only left. */
export type Outcome =
  | { is: 'answer'; isLast: boolean; keep: (takeId: string) => Promise<void>; next: () => void }
  | { is: 'practice'; leave: () => void }

/** One primary button at a time: whatever comes next. */
export function Controls(given: Given) {
  const words = useWords()
  const { hand, stream, outcome } = given
  const { take } = hand
  switch (take.at) {
    case 'ready':
      return (
        <Primary label={words.startRecording} disabled={!stream} act={() => stream && hand.begin(stream)}>
          {outcome.is === 'practice' && (
            <button type="button" onClick={outcome.leave}>
              {words.skipPractice}
            </button>
          )}
        </Primary>
      )
    case 'recording':
      return <Primary label={words.stopRecording} stop act={() => hand.send({ is: 'stop', now: Date.now() })} />
    case 'interrupted':
      return <Interrupted {...given} take={take} />
    case 'reviewing':
      return <Reviewing {...given} take={take} />
    case 'kept':
      return <Kept outcome={outcome} />
  }
}

function Interrupted({ hand, stream, take }: Given & { take: Extract<Take, { at: 'interrupted' }> }) {
  const words = useWords()
  const notice = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => notice.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div ref={notice} role="alert" class="interrupted">
      <h2>{words.interruptedHeading}</h2>
      <p>{words.interrupted[take.because]}</p>
      <p>{words.nothingLost(clock(take.recordedMs))}</p>
      <Primary label={words.goOn} disabled={!stream} act={() => stream && hand.goOn(stream)}>
        <button type="button" onClick={() => hand.send({ is: 'retake' })}>
          {words.retake}
        </button>
        <button type="button" onClick={() => hand.send({ is: 'finish' })}>
          {words.use}
        </button>
      </Primary>
    </div>
  )
}

function Reviewing({ hand, take, retakesLeft, outcome }: Given & { take: Extract<Take, { at: 'reviewing' }> }) {
  const words = useWords()
  const retake = retakesLeft > 0 && (
    <button type="button" onClick={() => hand.send({ is: 'retake' })}>
      {words.retake}
    </button>
  )
  const timeUp = take.timeUp && <p class="hint">{words.timeUp}</p>
  if (outcome.is === 'practice') {
    return (
      <>
        {timeUp}
        <Primary label={words.endPractice} act={outcome.leave} children={retake} />
      </>
    )
  }
  const use = async () => {
    await outcome.keep(take.takeId)
    hand.send({ is: 'keep' })
    if (outcome.isLast) outcome.next()
  }
  return (
    <>
      {timeUp}
      <p class="hint">{retakesLeft > 0 ? words.retakesLeft.some(retakesLeft) : words.retakesLeft.none}</p>
      <Primary label={words.use} act={use} children={retake} />
    </>
  )
}

function Kept({ outcome }: { outcome: Outcome }) {
  const words = useWords()
  if (outcome.is === 'practice') return null
  return (
    <>
      <p class="kept">{words.kept}</p>
      <Primary label={words.next} act={outcome.next} />
    </>
  )
}

type Choice = {
  label: string
  act: () => unknown
  disabled?: boolean
  stop?: boolean
  children?: ComponentChildren
}

function Primary({ label, act, disabled = false, stop = false, children }: Choice) {
  return (
    <div class="choices">
      {children}
      <button type="button" class={stop ? 'stop' : 'primary'} disabled={disabled} onClick={() => void act()}>
        {label}
      </button>
    </div>
  )
}
