import { mimeTypes } from './mime.ts'
import type { Interruption } from './take.ts'

/** One run of the browser's recorder. `ended` comes once, after the last slice. */
export type RecorderRun = { mimeType: string; stop: (reason: Ending) => void }

export type Ending = 'stopped' | 'time-up' | Interruption

export type Listener = {
  /** In order, and never empty. `recordedMs` is how much there is by the end of this slice. */
  slice: (slice: Blob, recordedMs: number) => void
  ended: (reason: Ending, recordedMs: number) => void
}

const timesliceMs = 1000
const silenceMs = 10_000
const mutedMs = 2000

/** 480p at 700 kbit/s: what an uplink of 1 Mbit/s carries, and enough to see a face by. */
const wanted = {
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 }, facingMode: 'user' },
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
}

/** The camera and the microphone they picked. */
export type Devices = { camera?: string | undefined; microphone?: string | undefined }

/** Picked devices are asked for, not insisted on: one that was unplugged since must not stop an interview. */
export const constraintsFor = (withPicture: boolean, { camera, microphone }: Devices) => ({
  audio: { ...wanted.audio, ...(microphone && { deviceId: { ideal: microphone } }) },
  video: withPicture && { ...wanted.video, ...(camera && { deviceId: { ideal: camera } }) },
})
const bitrates = { videoBitsPerSecond: 700_000, audioBitsPerSecond: 64_000 }

/** Records a stream until it is stopped or something fails: lost camera, recorder error, no data, a phone call. */
export function record(stream: MediaStream, listener: Listener): RecorderRun {
  const recorder = new MediaRecorder(stream, optionsFor(stream))
  let startedAt = performance.now()
  let reason: Ending | undefined
  let recordedMs = 0
  let watchdog = startTimer(silenceMs, () => stop('no-data'))
  const unwatch = watchTracks(stream, () => stop('camera-lost'))

  recorder.onstart = () => {
    startedAt = performance.now()
  }
  recorder.ondataavailable = ({ data }) => {
    if (data.size === 0) return
    recordedMs = performance.now() - startedAt
    clearTimeout(watchdog)
    if (reason === undefined) watchdog = startTimer(silenceMs, () => stop('no-data'))
    listener.slice(data, recordedMs)
  }
  recorder.onerror = () => stop('recorder-failed')
  recorder.onstop = () => {
    clearTimeout(watchdog)
    unwatch()
    listener.ended(reason ?? 'camera-lost', recordedMs)
  }
  recorder.start(timesliceMs)

  function stop(why: Ending): void {
    reason ??= why
    clearTimeout(watchdog)
    if (recorder.state !== 'inactive') recorder.stop()
  }

  return { mimeType: recorder.mimeType, stop }
}

/** Key frames every second or two: what a seek lands on, and for MP4 when anything comes out at all. */
function optionsFor(stream: MediaStream) {
  const kind = stream.getVideoTracks().length > 0 ? 'video' : 'audio'
  const isSafari = navigator.vendor.startsWith('Apple')
  const mimeType = mimeTypes(kind, isSafari).find((each) => MediaRecorder.isTypeSupported(each))
  const videoKeyFrameIntervalDuration = mimeType?.includes('mp4') ? 1000 : 2000
  return { ...bitrates, videoKeyFrameIntervalDuration, ...(mimeType && { mimeType }) }
}

/** A track that ends is gone; one muted for a while is a phone call or another app: both end the run. */
function watchTracks(stream: MediaStream, lost: () => void): () => void {
  const over = new AbortController()
  const { signal } = over
  for (const track of stream.getTracks()) {
    let timer: number
    track.addEventListener('ended', lost, { signal })
    track.addEventListener('mute', () => (timer = startTimer(mutedMs, lost)), { signal })
    track.addEventListener('unmute', () => clearTimeout(timer), { signal })
    signal.addEventListener('abort', () => clearTimeout(timer))
  }
  return () => over.abort()
}

const startTimer = (ms: number, then: () => void) => window.setTimeout(then, ms)
