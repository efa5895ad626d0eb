import { useRef, useState } from 'preact/hooks'
import type { Answer } from './answers.tsx'

type Segment = Answer['segments'][number]

const speeds = [1, 1.25, 1.5, 2]
const skipSeconds: Record<string, number> = { ArrowLeft: -5, ArrowRight: 5, j: -10, l: 10 }

/** The segments of an answer in a row. Space and K play and stop, J and L jump by 10 seconds, the arrows by 5. */
export function Player({ segments, label }: { segments: Segment[]; label: string }) {
  const video = useRef<HTMLVideoElement>(null)
  const [playing, setPlaying] = useState(0)
  const [speed, setSpeed] = useState(1)
  const press = (event: KeyboardEvent) => {
    const player = video.current
    if (!player || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === ' ' || event.key === 'k') void (player.paused ? player.play() : player.pause())
    else if (event.key in skipSeconds) player.currentTime += skipSeconds[event.key] ?? 0
    else return
    event.preventDefault()
  }
  return (
    <figure class="player" onKeyDown={press}>
      {/* biome-ignore lint/a11y/useMediaCaption: there is no transcript yet */}
      <video
        ref={video}
        aria-label={label}
        controls
        playsInline
        preload="metadata"
        autoPlay={playing > 0}
        src={segments[playing]?.mediaUrl}
        onLoadedMetadata={(event) => {
          event.currentTarget.playbackRate = speed
        }}
        onEnded={() => setPlaying((part) => (part + 1 < segments.length ? part + 1 : part))}
      />
      <label class="speed">
        Speed
        <select
          value={speed}
          onChange={({ currentTarget: { value } }) => {
            setSpeed(Number(value))
            if (video.current) video.current.playbackRate = Number(value)
          }}
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              {each}×
            </option>
          ))}
        </select>
      </label>
    </figure>
  )
}
