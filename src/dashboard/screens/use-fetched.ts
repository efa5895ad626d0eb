import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { Offline } from './call.ts'
import { onBegun } from './session.ts'

export type Fetched<T> = { at: 'loading' } | { at: 'failed'; error: Error } | { at: 'here'; data: T }

/**
 * What a screen shows, fetched anew when `key` changes, when told to, and when the line is back; the old stays in view
 * until the new is there.
 */
export function useFetched<T>(fetch: (signal: AbortSignal) => Promise<T>, key: string) {
  const [fetched, setFetched] = useState<Fetched<T>>({ at: 'loading' })
  const [times, setTimes] = useState(0)
  const shown = useRef<string>(undefined)
  useEffect(() => {
    const over = new AbortController()
    fetch(over.signal).then(
      (data) => {
        if (over.signal.aborted) return
        shown.current = key
        setFetched({ at: 'here', data })
      },
      (error) => {
        const isStillRight = error instanceof Offline && shown.current === key
        if (!over.signal.aborted && !isStillRight) setFetched({ at: 'failed', error })
      },
    )
    return () => over.abort()
  }, [key, times])
  const reload = useCallback(() => setTimes((before) => before + 1), [])
  useEffect(() => {
    addEventListener('online', reload)
    const stop = onBegun(reload)
    return () => {
      stop()
      removeEventListener('online', reload)
    }
  }, [])
  const change = useCallback(
    (by: (data: T) => T) =>
      setFetched((before) => (before.at === 'here' ? { at: 'here', data: by(before.data) } : before)),
    [],
  )
  return { fetched, reload, change }
}
