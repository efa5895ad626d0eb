import { useCallback, useEffect, useState } from 'preact/hooks'

export type Fetched<T> = { at: 'loading' } | { at: 'failed'; error: Error } | { at: 'here'; data: T }

/** What a screen shows, fetched anew when `key` changes or when told to; the old stays in view until the new is there. */
export function useFetched<T>(fetch: (signal: AbortSignal) => Promise<T>, key: string) {
  const [fetched, setFetched] = useState<Fetched<T>>({ at: 'loading' })
  const [times, setTimes] = useState(0)
  useEffect(() => {
    const over = new AbortController()
    fetch(over.signal).then(
      (data) => !over.signal.aborted && setFetched({ at: 'here', data }),
      (error) => !over.signal.aborted && setFetched({ at: 'failed', error }),
    )
    return () => over.abort()
  }, [key, times])
  const reload = useCallback(() => setTimes((before) => before + 1), [])
  const change = useCallback(
    (by: (data: T) => T) =>
      setFetched((before) => (before.at === 'here' ? { at: 'here', data: by(before.data) } : before)),
    [],
  )
  return { fetched, reload, change }
}
