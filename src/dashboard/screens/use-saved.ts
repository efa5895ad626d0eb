import { useEffect, useRef, useState } from 'preact/hooks'
import { Refused } from './call.ts'
import { onBegun } from './session.ts'

export type Saving =
  | { at: 'idle' }
  | { at: 'saving' }
  | { at: 'saved'; when: Date }
  /** `overwrite`: where somebody else was first, one's own after all. */
  | { at: 'failed'; why: string; isOvertaken: boolean; overwrite?: () => void }

const pauseMs = 800

/**
 * Saves what is changed a moment after the last change, and when the screen is left: the newest only, one at a time. What
 * could not be saved stays in the fields, and is tried again with the next change. `isForced` is for who has read that somebody
 * else was first, and wants their own all the same.
 */
export function useSaved<T extends object>(save: (changed: Partial<T>, isForced: boolean) => Promise<void>) {
  const [saving, setSaving] = useState<Saving>({ at: 'idle' })
  const waiting = useRef<Partial<T>>({})
  const timer = useRef(0)
  const running = useRef<Promise<void>>(Promise.resolve())

  const flush = () => {
    clearTimeout(timer.current)
    running.current = running.current.then(() => send(false))
    return running.current
  }
  /** Does what is saved in a way of its own after what is being saved, and before what is saved next. Rejects as it does. */
  const inTurn = (work: () => Promise<void>) => {
    const done = flush().then(work)
    running.current = done.catch(() => {})
    return done
  }
  const overwrite = () => {
    running.current = running.current.then(() => send(true))
  }
  const send = async (isForced: boolean) => {
    const changed = waiting.current
    if (Object.keys(changed).length === 0) return
    waiting.current = {}
    setSaving({ at: 'saving' })
    try {
      await save(changed, isForced)
      // What was typed meanwhile is on its way next.
      if (Object.keys(waiting.current).length === 0) setSaving({ at: 'saved', when: new Date() })
    } catch (error) {
      waiting.current = { ...changed, ...waiting.current }
      setSaving(failed(error as Error, overwrite))
    }
  }
  const change = (by: Partial<T>) => {
    waiting.current = { ...waiting.current, ...by }
    setSaving((before) => (before.at === 'saved' ? { at: 'saving' } : before))
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void flush(), pauseMs)
  }
  useEffect(() => () => void flush(), [])
  useEffect(() => onBegun(() => void flush()), [])
  return { saving, change, flush, inTurn }
}

function failed(error: Error, overwrite: () => void): Saving {
  const code = error instanceof Refused ? error.code : ''
  if (code === 'CHANGED') return { at: 'failed', why: error.message, isOvertaken: true, overwrite }
  if (code === 'MODEL_NOT_FOUND')
    return { at: 'failed', why: 'Somebody else has changed or removed this meanwhile.', isOvertaken: true }
  return { at: 'failed', why: error.message, isOvertaken: false }
}
