import { useEffect, useRef, useState } from 'preact/hooks'
import type { Question } from '../contract.ts'
import { leftOf } from '../recorder/left.ts'
import { recordSegment } from '../recorder/record-segment.ts'
import type { RecorderRun } from '../recorder/run.ts'
import type { Desk } from '../recorder/sitting.ts'
import { type Limits, type Signal, step, type Take } from '../recorder/take.ts'

const tickMs = 200

export type TakeInHand = {
  take: Take
  now: number
  /** What this page can play back: one blob per segment. */
  parts: Blob[]
  takesUsed: number
  storing: boolean
  begin: (stream: MediaStream) => void
  goOn: (stream: MediaStream) => void
  send: (signal: Signal) => void
}

/** Runs the recorder as the take says, and tells the take what the recorder does. */
export function useTake(desk: Desk, question: Question, limits: (used: number) => Limits): TakeInHand {
  const [left] = useState(() => leftOf(question, desk.found))
  const [take, setTake] = useState(left.take)
  const [now, setNow] = useState(() => Date.now())
  const [parts, setParts] = useState<Blob[]>([])
  const [takesUsed, setTakesUsed] = useState(left.takesUsed)
  const [storing, setStoring] = useState(true)
  const run = useRef<RecorderRun | undefined>(undefined)
  const current = useRef(take)

  const send = (signal: Signal) => {
    const next = step(current.current, signal, limits(takesUsed))
    if (current.current.at === 'recording' && next.at === 'reviewing') setTakesUsed((used) => used + 1)
    if (next.at === 'ready') setParts([])
    current.current = next
    setTake(next)
    if (next.at !== 'recording') run.current?.stop(next.at === 'reviewing' && next.timeUp ? 'time-up' : 'stopped')
  }

  const recordOn = (stream: MediaStream) => {
    const recording = current.current
    if (recording.at !== 'recording') return
    const slices: Blob[] = []
    const { questionId } = question
    const given = { takeId: recording.takeId, questionId, number: recording.segment }
    const started = recordSegment(desk, stream, given, {
      slice: (slice) => slices.push(slice),
      storing: setStoring,
      ended: (reason) => {
        if (takeIdOf(current.current) !== recording.takeId) return
        setParts((before) => [...before, new Blob(slices, { type: started.mimeType })])
        if (reason !== 'stopped' && reason !== 'time-up') send({ is: 'interrupt', because: reason, now: Date.now() })
      },
    })
    run.current = started
  }

  useEffect(() => {
    if (take.at !== 'recording') return
    const timer = setInterval(() => {
      setNow(Date.now())
      send({ is: 'tick', now: Date.now() })
    }, tickMs)
    return () => clearInterval(timer)
  }, [take.at])

  useEffect(() => () => run.current?.stop('page-closed'), [])

  return {
    take,
    now,
    parts,
    takesUsed,
    storing,
    send,
    begin(stream) {
      send({ is: 'begin', takeId: crypto.randomUUID(), now: Date.now() })
      recordOn(stream)
    },
    goOn(stream) {
      send({ is: 'continue', now: Date.now() })
      recordOn(stream)
    },
  }
}

/** A recorder may end after its take is no longer the one in hand. */
const takeIdOf = (take: Take) => (take.at === 'ready' ? undefined : take.takeId)
