import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Hearing, hear, levelOf, listen } from '../recorder/hearing.ts'
import { useWords } from './language.tsx'

const readingEveryMs = 50

type Given = { stream: MediaStream; hearing: Hearing; change: (by: (hearing: Hearing) => Hearing) => void }

/** The bar moves without drawing anything else again; what it means is said in words, for those who do not see it. */
export function Level({ stream, hearing, change }: Given) {
  const words = useWords()
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const { read, close } = openMeter(stream)
    const timer = setInterval(() => {
      const level = read()
      bar.current?.style.setProperty('inline-size', `${Math.round((level ?? 0) * 100)}%`)
      change((before) => hear(before, level, Date.now()))
    }, readingEveryMs)
    return () => {
      clearInterval(timer)
      close()
    }
  }, [stream])
  return (
    <div class="hearing">
      <div class="level" aria-hidden="true">
        <span ref={bar} />
      </div>
      <p role="status" aria-label={words.level} class={`heard-${hearing.at}`}>
        {textOf(hearing.at, words)}
      </p>
    </div>
  )
}

function textOf(at: Hearing['at'], words: ReturnType<typeof useWords>): string {
  if (at === 'heard') return words.heard
  if (at === 'silent') return words.silent
  return at === 'unmeasured' ? words.unmeasured : words.saySomething
}

/** What was heard of this stream so far; another stream is another microphone. */
export function useHearing(stream: MediaStream | undefined) {
  const [hearing, setHearing] = useState<Hearing>(() => listen(Date.now()))
  useLayoutEffect(() => setHearing(listen(Date.now())), [stream])
  return [hearing, setHearing] as const
}

/** A browser may hold its audio back until the page is touched, or have none: then there is nothing to read. */
function openMeter(stream: MediaStream) {
  const context = typeof AudioContext === 'function' ? new AudioContext() : undefined
  const analyser = context?.createAnalyser()
  if (analyser) context?.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser?.fftSize ?? 0)
  return {
    read(): number | undefined {
      if (!analyser || context?.state !== 'running') {
        void context?.resume().catch(() => {})
        return undefined
      }
      analyser.getFloatTimeDomainData(samples)
      return levelOf(samples)
    },
    close: () => void context?.close(),
  }
}
