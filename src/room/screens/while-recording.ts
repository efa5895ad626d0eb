import { useEffect } from 'preact/hooks'

/** While recording, the screen stays awake and leaving asks first. */
export function useWhileRecording(recording: boolean): void {
  useEffect(() => {
    if (!recording) return
    const lock = navigator.wakeLock?.request('screen').catch(() => undefined)
    return () => void lock?.then((held) => held?.release())
  }, [recording])
  useAskBeforeLeaving(recording)
}

export function useAskBeforeLeaving(ask: boolean): void {
  useEffect(() => {
    if (!ask) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', stay)
    return () => removeEventListener('beforeunload', stay)
  }, [ask])
}
