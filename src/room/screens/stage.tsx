import type { Take } from '../recorder/take.ts'
import { type Camera, Preview } from './camera.tsx'
import { Playback } from './playback.tsx'
import { clock, words } from './words.ts'

type Given = { take: Take; camera: Camera; parts: Blob[]; leftMs: number }

/** The picture: the mirror before and while recording, the recording after. */
export function Stage({ take, camera, parts, leftMs }: Given) {
  if (take.at === 'reviewing' || take.at === 'kept') {
    return (
      <div class="stage">
        <Playback parts={parts} />
      </div>
    )
  }
  return (
    <div class={take.at === 'recording' ? 'stage stage-live' : 'stage'}>
      <CameraView camera={camera} />
      {take.at === 'recording' && (
        <p class={leftMs <= 10_000 ? 'timer timer-short' : 'timer'} aria-hidden="true">
          {words.left(clock(leftMs))}
        </p>
      )}
    </div>
  )
}

function CameraView({ camera }: { camera: Camera }) {
  if (camera.at === 'asking') return <p class="stage-text">{words.cameraAsking}</p>
  if (camera.at === 'on') return <Preview stream={camera.stream} />
  return (
    <div class="stage-text" role="alert">
      <p>{camera.because}</p>
      {camera.tryAgain && (
        <button type="button" onClick={camera.tryAgain}>
          {words.tryAgain}
        </button>
      )}
    </div>
  )
}
