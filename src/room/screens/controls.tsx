import type { Take } from '../recorder/take.ts'
import type { TakeInHand } from './use-take.ts'
import { clock, words } from './words.ts'

type Given = {
  hand: TakeInHand
  stream: MediaStream | undefined
  retakesLeft: number
  isLast: boolean
  keep: (takeId: string) => Promise<void>
  next: () => void
}

/** One primary button at a time: whatever comes next. */
export function Controls(given: Given) {
  const { hand, stream, isLast, next } = given
  const { take } = hand
  switch (take.at) {
    case 'ready':
      return <Primary label={words.startRecording} disabled={!stream} act={() => stream && hand.begin(stream)} />
    case 'recording':
      return <Primary label={words.stopRecording} stop act={() => hand.send({ is: 'stop', now: Date.now() })} />
    case 'interrupted':
      return <Interrupted {...given} take={take} />
    case 'reviewing':
      return <Reviewing {...given} take={take} />
    case 'kept':
      return (
        <>
          <p class="kept">{words.kept}</p>
          <Primary label={isLast ? words.finish : words.next} act={next} />
        </>
      )
  }
}

function Interrupted({ hand, stream, take }: Given & { take: Extract<Take, { at: 'interrupted' }> }) {
  return (
    <div role="alert" class="interrupted">
      <h2>{words.interruptedHeading}</h2>
      <p>{words.interrupted[take.because]}</p>
      <p>{words.nothingLost(clock(take.recordedMs))}</p>
      <div class="choices">
        <button type="button" onClick={() => hand.send({ is: 'retake' })}>
          {words.retake}
        </button>
        <button type="button" onClick={() => hand.send({ is: 'finish' })}>
          {words.use}
        </button>
        <button type="button" class="primary" disabled={!stream} onClick={() => stream && hand.goOn(stream)}>
          {words.goOn}
        </button>
      </div>
    </div>
  )
}

function Reviewing({ hand, take, retakesLeft, keep }: Given & { take: Extract<Take, { at: 'reviewing' }> }) {
  const use = async () => {
    await keep(take.takeId)
    hand.send({ is: 'keep' })
  }
  return (
    <>
      {take.timeUp && <p class="hint">{words.timeUp}</p>}
      <p class="hint">{words.retakeLeft(retakesLeft)}</p>
      <div class="choices">
        {retakesLeft > 0 && (
          <button type="button" onClick={() => hand.send({ is: 'retake' })}>
            {words.retake}
          </button>
        )}
        <button type="button" class="primary" onClick={use}>
          {words.use}
        </button>
      </div>
    </>
  )
}

function Primary(given: { label: string; act: () => void; disabled?: boolean; stop?: boolean }) {
  return (
    <div class="choices">
      <button type="button" class={given.stop ? 'stop' : 'primary'} disabled={given.disabled} onClick={given.act}>
        {given.label}
      </button>
    </div>
  )
}
