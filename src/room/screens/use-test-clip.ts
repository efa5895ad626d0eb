import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fitting } from '../recorder/quality.ts'
import { type RecorderRun, record } from '../recorder/run.ts'

const clipMs = 3000

export type TestClip = { at: 'none' } | { at: 'recording' } | { at: 'played'; parts: Blob[] }

/** Three seconds in this page's memory, recorded as an answer would be. Another stream is another test. */
export function useTestClip(stream: MediaStream | undefined): TestClip & { record: () => void } {
  const [clip, setClip] = useState<TestClip>({ at: 'none' })
  const run = useRef<RecorderRun | undefined>(undefined)

  useLayoutEffect(() => {
    setClip({ at: 'none' })
    return () => {
      run.current?.stop('page-closed')
      run.current = undefined
    }
  }, [stream])

  const begin = () => {
    if (!stream) return
    const slices: Blob[] = []
    const started = record(stream, fitting(undefined, false), {
      slice: (slice) => slices.push(slice),
      ended: () => {
        if (run.current !== started) return
        setClip({ at: 'played', parts: [new Blob(slices, { type: started.mimeType })] })
      },
    })
    run.current = started
    setClip({ at: 'recording' })
    setTimeout(() => started.stop('stopped'), clipMs)
  }
  return { ...clip, record: begin }
}
