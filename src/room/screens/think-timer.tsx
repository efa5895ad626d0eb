import { useEffect, useState } from 'preact/hooks'
import { clock } from './clock.ts'
import { useWords } from './language.tsx'

/** Counts down the time to think. When it is over nothing happens by itself: a timer must not surprise anybody. */
export function ThinkTimer({ seconds }: { seconds: number }) {
  const words = useWords()
  const [until] = useState(() => Date.now() + seconds * 1000)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  if (seconds === 0) return null
  return <p class="hint">{now < until ? `${words.thinking} ${clock(until - now)}` : words.thought}</p>
}
