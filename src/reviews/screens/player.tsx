import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { copyWatched } from '../../media/contract.ts'
import { type CopyState, useSources } from '../../media/screens/use-sources.ts'
import type { Answer } from './answer.tsx'
import { clockOf } from './clock.ts'

type Segment = Answer['segments'][number]

/** What the keys and the comments do to it; moments are of the whole answer, in milliseconds. */
export type Remote = { toggle: () => void; skip: (ms: number) => void; goTo: (ms: number) => void; nowMs: () => number }

export const speeds = [1, 1.25, 1.5, 1.75, 2]

type Given = {
  segments: Segment[]
  label: string
  speed: number
  setSpeed: (speed: number) => void
  remote?: RefObject<Remote | null>
  /** Moments that are marked below the picture. */
  marks?: { atMs: number; label: string }[]
}

/** The segments of an answer in a row. One this browser cannot play comes as a copy that is made for it. */
export function Player(given: Given) {
  const sources = useSources(given.segments, askForCopy)
  if (sources === 'impossible') return <p class="hint warn">This browser cannot play this answer.</p>
  if (sources === 'preparing')
    return <p role="status">A copy that this browser can play is being made. It will be here in a moment.</p>
  return <Reel {...given} sources={sources} />
}

async function askForCopy(mediaUrl: string): Promise<CopyState> {
  const segmentId = new URL(mediaUrl, location.origin).pathname.split('/').at(-1) ?? ''
  return (await call(copyWatched, { params: { segmentId } }).catch(() => ({ state: 'preparing' as const }))).state
}

function Reel({ segments, sources, label, speed, setSpeed, remote, marks = [] }: Given & { sources: string[] }) {
  const video = useRef<HTMLVideoElement>(null)
  const [part, setPart] = useState(0)
  const [at, setAt] = useState(0)
  const pending = useRef<{ ms: number; play: boolean } | null>(null)
  const starts = startsOf(segments)
  const total = starts.at(-1) ?? 0
  const isSound = segments.every(({ mediaType }) => mediaType?.startsWith('audio'))
  const nowMs = () => (starts[part] ?? 0) + (video.current?.currentTime ?? 0) * 1000
  const goTo = (ms: number) => {
    const player = video.current
    if (!player) return
    const wanted = Math.min(Math.max(ms, 0), total)
    const index = Math.max(
      0,
      starts.findLastIndex((start, index) => index < segments.length && start <= wanted),
    )
    const within = wanted - (starts[index] ?? 0)
    setAt(wanted)
    if (index === part) player.currentTime = within / 1000
    else {
      pending.current = { ms: within, play: !player.paused }
      setPart(index)
    }
  }
  const toggle = () => {
    const player = video.current
    if (player) void (player.paused ? player.play().catch(() => undefined) : player.pause())
  }
  useLayoutEffect(() => {
    if (!remote) return
    remote.current = { toggle, goTo, skip: (ms) => goTo(nowMs() + ms), nowMs }
    return () => {
      remote.current = null
    }
  })
  useLayoutEffect(() => {
    if (video.current) video.current.playbackRate = speed
  }, [speed])
  const loaded = ({ currentTarget }: { currentTarget: HTMLVideoElement }) => {
    currentTarget.playbackRate = speed
    const { ms, play } = pending.current ?? { ms: 0, play: false }
    pending.current = null
    if (ms > 0) currentTarget.currentTime = ms / 1000
    if (play) void currentTarget.play().catch(() => undefined)
  }
  const next = () => {
    if (part + 1 >= segments.length) return
    pending.current = { ms: 0, play: true }
    setPart(part + 1)
  }
  return (
    <figure class={isSound ? 'player player-sound' : 'player'}>
      {/* biome-ignore lint/a11y/useMediaCaption: there is no transcript yet */}
      <video
        ref={video}
        aria-label={label}
        controls
        playsInline
        preload="metadata"
        src={sources[part]}
        onLoadedMetadata={loaded}
        onTimeUpdate={() => setAt(nowMs())}
        onEnded={next}
      />
      {total > 0 && <Strip at={at} total={total} starts={starts} marks={marks} goTo={goTo} />}
      <figcaption class="player-foot">
        <span>
          {clockOf(at)} / {clockOf(total)}
          {segments.length > 1 && `, part ${part + 1} of ${segments.length}`}
        </span>
        <label class="speed">
          Speed
          <select value={speed} onChange={({ currentTarget: { value } }) => setSpeed(Number(value))}>
            {speeds.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
      </figcaption>
    </figure>
  )
}

type StripGiven = {
  at: number
  total: number
  starts: number[]
  marks: NonNullable<Given['marks']>
  goTo: (ms: number) => void
}

/** The whole answer as one line, with the comments on it. The list of comments below says the same in words. */
function Strip({ at, total, starts, marks, goTo }: StripGiven) {
  const x = (ms: number) => (1000 * ms) / total
  return (
    <svg
      class="strip"
      viewBox="0 0 1000 24"
      preserveAspectRatio="none"
      aria-hidden="true"
      onClick={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect()
        goTo(((event.clientX - left) / width) * total)
      }}
    >
      <rect class="strip-all" x={0} y={10} width={1000} height={4} />
      <rect class="strip-done" x={0} y={10} width={Math.min(1000, x(at))} height={4} />
      {starts.slice(1, -1).map((start) => (
        <rect key={start} class="strip-seam" x={x(start)} y={6} width={2} height={12} />
      ))}
      {marks.map(({ atMs, label }, index) => (
        <rect key={index} class="strip-mark" x={Math.min(994, x(atMs))} y={3} width={6} height={18}>
          <title>{label}</title>
        </rect>
      ))}
    </svg>
  )
}

/** Where each segment begins, and last where all end. */
function startsOf(segments: Segment[]): number[] {
  const starts = [0]
  for (const { durationMs } of segments) starts.push((starts.at(-1) ?? 0) + (durationMs ?? 0))
  return starts
}
