import { useEffect, useRef, useState } from 'preact/hooks'
import { wanted } from '../recorder/run.ts'
import { words } from './words.ts'

export type Camera =
  | { at: 'asking' }
  | { at: 'on'; stream: MediaStream }
  | { at: 'off'; because: string; tryAgain: (() => void) | undefined }

/** A camera for one question. Always a fresh stream: phones deliver silence on one that was used before. */
export function useCamera(withPicture: boolean, attempt: number, retry: () => void): Camera {
  const [camera, setCamera] = useState<Camera>({ at: 'asking' })
  useEffect(() => {
    let stream: MediaStream | undefined
    let left = false
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    setCamera({ at: 'asking' })
    askFor(withPicture).then(
      (given) => {
        stream = given
        if (left) stop()
        else setCamera({ at: 'on', stream })
      },
      (error) => !left && setCamera({ at: 'off', ...reasonOf(error, retry) }),
    )
    return () => {
      left = true
      stop()
    }
  }, [withPicture, attempt])
  return camera
}

async function askFor(withPicture: boolean): Promise<MediaStream> {
  if (!navigator.mediaDevices || !window.MediaRecorder) throw new DOMException('', 'NotSupportedError')
  return await navigator.mediaDevices.getUserMedia({ audio: wanted.audio, video: withPicture && wanted.video })
}

function reasonOf(error: unknown, retry: () => void) {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotSupportedError') return { because: words.cameraUnsupported, tryAgain: undefined }
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return { because: words.cameraMissing, tryAgain: retry }
  if (name === 'NotReadableError' || name === 'AbortError') return { because: words.cameraBusy, tryAgain: retry }
  return { because: words.cameraDenied, tryAgain: retry }
}

/** What the camera sees, as in a mirror. Never with its sound, which would howl. */
export function Preview({ stream }: { stream: MediaStream }) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return <video ref={video} class="mirror" autoPlay muted playsInline aria-label={words.preview} />
}
