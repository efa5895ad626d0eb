import { useEffect } from 'preact/hooks'

/** Looks again after a while, and again, as long as there is something that comes by itself. */
export function useReloadWhile(isComing: boolean, reload: () => void, againAfterMs: number): void {
  useEffect(() => {
    if (!isComing) return
    const timer = setTimeout(reload, againAfterMs)
    return () => clearTimeout(timer)
  })
}
