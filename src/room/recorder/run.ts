import type { Line } from './line.ts'
import { mimeTypes } from './mime.ts'
import { fitting, type Quality } from './quality.ts'
import type { Interruption } from './take.ts'

/** One run of the browser's recorder. `ended` comes once, after the last slice. */
export type RecorderRun = { mimeType: string; isLong: () => boolean; stop: (reason: Ending) => void }

/** 'slow-line' and 'long': another run goes on in its place, in a lower quality or because this one has grown long. */
export type Ending = 'stopped' | 'time-up' | 'slow-line' | 'long' | Interruption

/**
 * After so long a run makes room for the next. What it recorded is made playable while they speak on, so that after
 * Stop there is never more left to prepare than this.
 */
const longMs = 5 * 60_000

/** Kinds that this browser says it records, and of which nothing came while this page was open. */
const barren = new Set<string>()

export type Listener = {
  /** In order, and never empty. `recordedMs` is how much there is by the end of this slice. */
  slice: (slice: Blob, recordedMs: number) => void
  ended: (reason: Ending, recordedMs: number, silentMs: number) => void
}

const timesliceMs = 1000
const silenceMs = 10_000
const mutedMs = 2000
/** A slice is due every second. */
const barrenMs = 2500

const clearVoice = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** The camera and the microphone they picked. */
export type Devices = { camera?: string | undefined; microphone?: string | undefined }

/** Picked devices are asked for, not insisted on: one that was unplugged since must not stop an interview. */
export const constraintsFor = (withPicture: boolean, { camera, microphone }: Devices, { video }: Quality) => ({
  audio: { ...clearVoice, ...(microphone && { deviceId: { ideal: microphone } }) },
  video: withPicture && { ...sizeOf(video), facingMode: 'user', ...(camera && { deviceId: { ideal: camera } }) },
})

const sizeOf = ({ width, height, frameRate }: Quality['video']) => ({
  width: { ideal: width },
  height: { ideal: height },
  frameRate: { ideal: frameRate },
})

/** The best quality this device and this line are good for. 720p in VP8, by software, drops two pictures of three. */
export function qualityFor(line: Line): Quality {
  const [best = ''] = supported('video')
  const canBeFine = !best.includes('vp8') && navigator.hardwareConcurrency >= 4
  return fitting(line.bitsPerSecond(), canBeFine)
}

/** What a camera can do at once; what it cannot, the recorder's bitrate makes up for. */
export async function shrink(stream: MediaStream, { video }: Quality): Promise<void> {
  const [track] = stream.getVideoTracks()
  await track?.applyConstraints(sizeOf(video)).catch(() => {})
}

/** Records a stream until it is stopped or something fails: lost camera, recorder error, no data, a phone call. */
export function record(given: MediaStream, quality: Quality, listener: Listener): RecorderRun {
  const stream = quality.video.bits > 0 ? given : new MediaStream(given.getAudioTracks())
  const options = optionsFor(stream, quality)
  const recorder = new MediaRecorder(stream, options)
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
    if (recordedMs === 0 && performance.now() - startedAt > barrenMs) barren.add(options.mimeType ?? '')
    listener.ended(reason ?? 'camera-lost', recordedMs, performance.now() - startedAt - recordedMs)
  }
  recorder.start(timesliceMs)

  function stop(why: Ending): void {
    reason ??= why
    clearTimeout(watchdog)
    if (recorder.state !== 'inactive') recorder.stop()
  }

  return { mimeType: recorder.mimeType, isLong: () => recordedMs > longMs, stop }
}

/** Key frames every second or two: what a seek lands on, and for MP4 when anything comes out at all. */
function optionsFor(stream: MediaStream, { video, audioBits }: Quality) {
  const [mimeType] = supported(stream.getVideoTracks().length > 0 ? 'video' : 'audio')
  const videoKeyFrameIntervalDuration = mimeType?.includes('mp4') ? 1000 : 2000
  const bitrates = { videoBitsPerSecond: video.bits, audioBitsPerSecond: audioBits }
  return { ...bitrates, videoKeyFrameIntervalDuration, ...(mimeType && { mimeType }) }
}

/** What the browser says and what it does are two things: a kind of which nothing came is not tried again. */
function supported(kind: 'video' | 'audio'): string[] {
  const said = mimeTypes(kind, navigator.vendor.startsWith('Apple')).filter((each) =>
    MediaRecorder.isTypeSupported(each),
  )
  const fruitful = said.filter((each) => !barren.has(each))
  return fruitful.length > 0 ? fruitful : said
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
