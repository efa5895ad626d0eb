import { useLayoutEffect } from 'preact/hooks'

/** While recording, the screen stays awake and leaving asks first. */
export function useWhileRecording(recording: boolean): void {
  useLayoutEffect(() => {
    if (!recording) return
    const lock = navigator.wakeLock?.request('screen').catch(() => undefined)
    return () => void lock?.then((held) => held?.release())
  }, [recording])
  useAskBeforeLeaving(recording)
}

export function useAskBeforeLeaving(ask: boolean): void {
  useLayoutEffect(() => {
    if (!ask) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', stay)
    return () => removeEventListener('beforeunload', stay)
  }, [ask])
}
