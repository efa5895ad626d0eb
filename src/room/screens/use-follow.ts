import { useCallback, useLayoutEffect, useRef } from 'preact/hooks'

/** What comes in the place of what was pressed takes over its focus, which would be lost with it. */
export function useFollow(shown: unknown) {
  const here = useRef<HTMLElement | null>(null)
  const isNew = useRef(true)
  useLayoutEffect(() => {
    if (!isNew.current) here.current?.focus()
    isNew.current = false
  }, [shown])
  return useCallback((element: HTMLElement | null) => {
    if (element) here.current = element
  }, [])
}
