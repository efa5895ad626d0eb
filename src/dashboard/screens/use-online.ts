import { useLayoutEffect, useState } from 'preact/hooks'

/** Whether the browser has a line at all; whether the server answers, only asking tells. */
export function useOnline(): boolean {
  const [isOnline, setOnline] = useState(() => navigator.onLine)
  useLayoutEffect(() => {
    const look = () => setOnline(navigator.onLine)
    for (const name of ['online', 'offline']) addEventListener(name, look)
    return () => {
      for (const name of ['online', 'offline']) removeEventListener(name, look)
    }
  }, [])
  return isOnline
}
