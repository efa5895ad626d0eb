import type { Take } from '../recorder/take.ts'
import { type Camera, CameraView } from './camera.tsx'
import { clock } from './clock.ts'
import { useWords } from './language.tsx'
import { OwnTake, type Watch } from './own-take.tsx'
import { PartsPlayback } from './playback.tsx'

type Given = {
  take: Take
  camera: Camera
  bySound: (() => void) | undefined
  parts: Blob[]
  leftMs: number
  watch: Watch
}

/** The picture: the mirror before and while recording, the recording after. */
export function Stage({ take, camera, bySound, parts, leftMs, watch }: Given) {
  const words = useWords()
  if (take.at === 'reviewing' || take.at === 'kept') {
    return (
      <div class="stage">
        {parts.length > 0 ? (
          <PartsPlayback parts={parts} label={words.ownAnswer} />
        ) : (
          <OwnTake takeId={take.takeId} watch={watch} label={words.ownAnswer} />
        )}
      </div>
    )
  }
  return (
    <div class={take.at === 'recording' ? 'stage stage-live' : 'stage'}>
      <CameraView camera={camera} bySound={bySound} />
      {take.at === 'recording' && Number.isFinite(leftMs) && (
        <p class={leftMs <= 10_000 ? 'timer timer-short' : 'timer'} aria-hidden="true">
          {words.left(clock(leftMs))}
        </p>
      )}
    </div>
  )
}
