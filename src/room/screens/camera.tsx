import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fitting } from '../recorder/quality.ts'
import { constraintsFor, type Devices } from '../recorder/run.ts'
import { kindOf } from './browsers.ts'
import { useWords } from './language.tsx'
import { LinkAsPicture } from './link-as-picture.tsx'

export type Camera =
  | { at: 'asking' }
  | { at: 'on'; stream: MediaStream }
  | { at: 'off'; because: Because; tryAgain: () => void }

type Because = 'denied' | 'missing' | 'busy' | 'unsupported'

export const canRecord = () => 'mediaDevices' in navigator && 'MediaRecorder' in window

/** A camera for one question. Always a fresh stream: phones deliver silence on one that was used before. */
export function useCamera(
  withPicture: boolean,
  devices: Devices,
  attempt: number,
  tryAgain: () => void,
  quality = fitting(undefined, false),
): Camera {
  const [camera, setCamera] = useState<Camera>({ at: 'asking' })
  const { camera: chosen, microphone } = devices
  // Before anybody can press: a stream that is about to end is none to record from.
  useLayoutEffect(() => {
    let stream: MediaStream | undefined
    let left = false
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    setCamera({ at: 'asking' })
    askFor(constraintsFor(withPicture, { camera: chosen, microphone }, quality)).then(
      (given) => {
        stream = given
        if (left) stop()
        else setCamera({ at: 'on', stream })
      },
      (error) => !left && setCamera({ at: 'off', because: reasonOf(error), tryAgain }),
    )
    return () => {
      left = true
      stop()
    }
  }, [withPicture, chosen, microphone, attempt])
  return camera
}

async function askFor(constraints: MediaStreamConstraints): Promise<MediaStream> {
  if (!canRecord()) throw new DOMException('', 'NotSupportedError')
  return await navigator.mediaDevices.getUserMedia(constraints)
}

function reasonOf(error: unknown): Because {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotSupportedError') return 'unsupported'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'denied'
}

/** `bySound` goes on without a camera, where that is allowed. */
type Shown<C = Camera> = { camera: C; bySound: (() => void) | undefined }

/** What the camera sees, or why it sees nothing and what can be done. */
export function CameraView({ camera, bySound }: Shown) {
  const words = useWords()
  if (camera.at === 'asking') return <p class="stage-text">{words.cameraAsking}</p>
  if (camera.at === 'off') return <CameraOff camera={camera} bySound={bySound} />
  if (camera.stream.getVideoTracks().length === 0) return <p class="stage-text">{words.microphone}</p>
  return <Preview stream={camera.stream} />
}

function CameraOff({ camera: { because, tryAgain }, bySound }: Shown<Extract<Camera, { at: 'off' }>>) {
  const words = useWords()
  const kind = kindOf(navigator.userAgent)
  const isPhone = kind === 'android' || kind === 'ios'
  return (
    <div class="stage-text" role="alert">
      <p>{words.cameraOff[because]}</p>
      {because === 'denied' && (
        <ol>
          {words.allowIn[kind].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {because === 'missing' && !isPhone && <LinkAsPicture />}
      {because !== 'unsupported' && (
        <div class="choices">
          <button type="button" onClick={tryAgain}>
            {words.tryAgain}
          </button>
          {bySound && (
            <button type="button" onClick={bySound}>
              {words.bySound}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

/** As in a mirror. Never with its sound, which would howl. */
function Preview({ stream }: { stream: MediaStream }) {
  const words = useWords()
  const video = useRef<HTMLVideoElement>(null)
  useLayoutEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return <video ref={video} class="mirror" autoPlay muted playsInline aria-label={words.preview} />
}
