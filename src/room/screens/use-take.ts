import { useEffect, useRef, useState } from 'preact/hooks'
import type { Question } from '../contract.ts'
import { leftOf } from '../recorder/left.ts'
import { lowerThan, type Quality } from '../recorder/quality.ts'
import { recordSegment } from '../recorder/record-segment.ts'
import { type Ending, qualityFor, type RecorderRun, shrink } from '../recorder/run.ts'
import type { Desk } from '../recorder/sitting.ts'
import { type Interruption, type Limits, type Signal, step, type Take } from '../recorder/take.ts'

const tickMs = 200
const reliefMs = 2000

export type TakeInHand = {
  take: Take
  now: number
  /** What this page can play back: one blob per segment. */
  parts: Blob[]
  takesUsed: number
  storing: boolean
  /** What is being recorded, or would be. */
  quality: Quality
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
  const [quality, setQuality] = useState(() => qualityFor(desk.line))
  const run = useRef<RecorderRun | undefined>(undefined)
  const camera = useRef<MediaStream | undefined>(undefined)
  const current = useRef(take)

  const send = (signal: Signal) => {
    const next = step(current.current, signal, limits(takesUsed))
    if (current.current.at === 'recording' && next.at === 'reviewing') setTakesUsed((used) => used + 1)
    if (next.at === 'ready') setParts([])
    current.current = next
    setTake(next)
    if (next.at !== 'recording') run.current?.stop(next.at === 'reviewing' && next.timeUp ? 'time-up' : 'stopped')
  }

  const recordOn = (stream: MediaStream, quality: Quality) => {
    const recording = current.current
    if (recording.at !== 'recording') return
    setQuality(quality)
    const slices: Blob[] = []
    const { questionId } = question
    const given = { takeId: recording.takeId, questionId, number: recording.segment, quality }
    const started = recordSegment(desk, stream, given, {
      slice: (slice) => slices.push(slice),
      storing: setStoring,
      ended: (reason, silentMs) => {
        if (takeIdOf(current.current) !== recording.takeId) return
        setParts((before) => [...before, new Blob(slices, { type: started.mimeType })])
        // What never came was not recorded: it is neither said to be kept, nor taken from their time.
        if (isFault(reason)) send({ is: 'interrupt', because: reason, now: Date.now() - silentMs })
      },
    })
    run.current = started
    camera.current = stream
  }

  /** The new run begins before the old one ends: a moment twice is better than a moment missing. */
  const relieve = async () => {
    const stream = camera.current
    const before = run.current
    const lower = lowerThan(quality, desk.line.bitsPerSecond(), await desk.shelf.chunksLeft())
    if (!lower && !before?.isLong()) return
    if (!stream || before !== run.current || current.current.at !== 'recording') return
    if (lower) await shrink(stream, lower)
    send({ is: 'change-recorder' })
    recordOn(stream, lower ?? quality)
    before?.stop(lower ? 'slow-line' : 'long')
  }

  useEffect(() => {
    if (take.at !== 'recording') return
    const timer = setInterval(() => {
      setNow(Date.now())
      send({ is: 'tick', now: Date.now() })
    }, tickMs)
    return () => clearInterval(timer)
  }, [take.at])

  useEffect(() => {
    if (take.at !== 'recording') return
    const timer = setInterval(() => void relieve(), reliefMs)
    return () => clearInterval(timer)
  }, [take.at, quality])

  useEffect(() => () => run.current?.stop('page-closed'), [])

  return {
    take,
    now,
    parts,
    takesUsed,
    storing,
    quality,
    send,
    begin(stream) {
      send({ is: 'begin', takeId: crypto.randomUUID(), now: Date.now() })
      recordOn(stream, qualityFor(desk.line))
    },
    goOn(stream) {
      send({ is: 'continue', now: Date.now() })
      recordOn(stream, qualityFor(desk.line))
    },
  }
}

const isFault = (reason: Ending): reason is Interruption =>
  !['stopped', 'time-up', 'slow-line', 'long'].includes(reason)

/** A recorder may end after its take is no longer the one in hand. */
const takeIdOf = (take: Take) => (take.at === 'ready' ? undefined : take.takeId)
