import { useEffect, useRef, useState } from 'preact/hooks'
import { Refused } from './call.ts'
import { onBegun } from './session.ts'

export type Saving =
  | { at: 'idle' }
  | { at: 'saving' }
  | { at: 'saved'; when: Date }
  | { at: 'failed'; why: string; isOvertaken: boolean }

const pauseMs = 800

/**
 * Saves what is changed a moment after the last change, and when the screen is left: the newest only, one at a time. What
 * could not be saved stays in the fields, and is tried again with the next change.
 */
export function useSaved<T extends object>(save: (changed: Partial<T>) => Promise<void>) {
  const [saving, setSaving] = useState<Saving>({ at: 'idle' })
  const waiting = useRef<Partial<T>>({})
  const timer = useRef(0)
  const running = useRef<Promise<void>>(Promise.resolve())

  const flush = () => {
    clearTimeout(timer.current)
    running.current = running.current.then(send)
    return running.current
  }
  const send = async () => {
    const changed = waiting.current
    if (Object.keys(changed).length === 0) return
    waiting.current = {}
    setSaving({ at: 'saving' })
    try {
      await save(changed)
      setSaving({ at: 'saved', when: new Date() })
    } catch (error) {
      waiting.current = { ...changed, ...waiting.current }
      const isOvertaken = error instanceof Refused && error.code === 'CHANGED'
      setSaving({ at: 'failed', why: (error as Error).message, isOvertaken })
    }
  }
  const change = (by: Partial<T>) => {
    waiting.current = { ...waiting.current, ...by }
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void flush(), pauseMs)
  }
  useEffect(() => () => void flush(), [])
  useEffect(() => onBegun(() => void flush()), [])
  return { saving, change, flush }
}
