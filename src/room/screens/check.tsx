import { useEffect, useState } from 'preact/hooks'
import type { Sitting } from '../recorder/sitting.ts'
import { CameraView, useCamera } from './camera.tsx'
import { DevicePickers, useDevices } from './devices.tsx'
import { Frame } from './frame.tsx'
import { useWords } from './language.tsx'
import { Level, useHearing } from './level.tsx'
import { LineCheck } from './line-check.tsx'
import { Heading } from './notice.tsx'
import { PartsPlayback } from './playback.tsx'
import { useTestClip } from './use-test-clip.ts'

/**
 * `skipPractice` where there is a practice to skip: then going on is beginning it. `bySound` goes on without a camera, where
 * that is allowed, and `withCamera` is the way back.
 */
type Given = {
  company: string
  sitting: Sitting
  withPicture: boolean
  bySound: (() => void) | undefined
  withCamera: (() => void) | undefined
  done: () => void
  skipPractice: (() => void) | undefined
}

/** Camera and microphone, seen and heard to work before anything counts. */
export function Check({ company, sitting, withPicture, bySound, withCamera, done, skipPractice }: Given) {
  const words = useWords()
  const [devices, pick] = useDevices()
  const [attempt, setAttempt] = useState(0)
  const camera = useCamera(withPicture, devices, attempt, () => setAttempt((before) => before + 1))
  const stream = camera.at === 'on' ? camera.stream : undefined
  const [hearing, change] = useHearing(stream)
  const clip = useTestClip(stream)
  useAgainWhenAllowed(camera.at === 'off', () => setAttempt((before) => before + 1))
  const canGoOn = hearing.at === 'heard' || hearing.at === 'unmeasured'

  return (
    <Frame company={company}>
      <section class="card">
        <Heading>{words.checkHeading[withPicture ? 'video' : 'audio']}</Heading>
        <p class="hint">{words.check}</p>
        <div class={clip.at === 'recording' ? 'stage stage-live' : 'stage'}>
          {clip.at === 'played' ? (
            <PartsPlayback parts={clip.parts} label={words.testClip} />
          ) : (
            <CameraView camera={camera} bySound={bySound} />
          )}
        </div>
        {stream && (
          <>
            <Level stream={stream} hearing={hearing} change={change} />
            <DevicePickers {...{ stream, withPicture, pick }} disabled={clip.at === 'recording'} />
            {hearing.at === 'silent' && <p class="warning">{words.withoutSoundMeans}</p>}
          </>
        )}
        <LineCheck sitting={sitting} />
        <p role="status" class={clip.at === 'recording' ? 'pill' : 'unseen'}>
          {clip.at === 'recording' && words.testing}
        </p>
        <div class="choices">
          {withCamera && (
            <button type="button" disabled={clip.at === 'recording'} onClick={withCamera}>
              {words.withCamera}
            </button>
          )}
          <button type="button" disabled={!stream || clip.at === 'recording'} onClick={clip.record}>
            {clip.at === 'played' ? words.testAgain : words.test}
          </button>
          {stream && hearing.at === 'silent' ? (
            <button type="button" onClick={skipPractice ?? done}>
              {words.withoutSound}
            </button>
          ) : (
            <>
              {skipPractice && (
                <button type="button" disabled={!stream || !canGoOn} onClick={skipPractice}>
                  {words.skipPractice}
                </button>
              )}
              <button type="button" class="primary" disabled={!stream || !canGoOn} onClick={done}>
                {skipPractice ? words.startPractice : words.finish}
              </button>
            </>
          )}
        </div>
        {skipPractice && <p class="hint">{`${words.practice} ${words.practiceUnseen}`}</p>}
      </section>
    </Frame>
  )
}

/** Whoever goes and allows the camera, or plugs one in, need not press anything as well. */
function useAgainWhenAllowed(isOff: boolean, again: () => void): void {
  useEffect(() => {
    if (!isOff || !navigator.mediaDevices) return
    const over = new AbortController()
    const { signal } = over
    navigator.mediaDevices.addEventListener('devicechange', again, { signal })
    for (const name of ['camera', 'microphone'] as const) void watch(name)
    return () => over.abort()

    async function watch(name: 'camera' | 'microphone') {
      const permission = await navigator.permissions?.query({ name }).catch(() => undefined)
      permission?.addEventListener('change', () => permission.state === 'granted' && again(), { signal })
    }
  }, [isOff])
}
