import { useState } from 'preact/hooks'
import { remember, remembered } from './memory.ts'
import type { Here } from './progress.ts'

/** What was done on this page. Devices once checked or done without are not asked for again when this tab is only reloaded. */
export function useHere(room: string) {
  const checkedHere = `checked ${room}`
  const bySoundHere = `by sound ${room}`
  const [here, setHere] = useState<Omit<Here, 'now'>>(() => ({
    started: false,
    checked: remembered(checkedHere, 'tab') !== undefined,
    practised: false,
    passed: new Set(),
  }))
  const [wantsSound, setBySound] = useState(() => remembered(bySoundHere, 'tab') === 'yes')
  const set = (by: Partial<Here>) => setHere((before) => ({ ...before, ...by }))
  return {
    here,
    /** To answer with their voice alone, for want of a camera. */
    wantsSound,
    start: () => set({ started: true }),
    goBySound(chosen: boolean) {
      remember(bySoundHere, chosen ? 'yes' : 'no', 'tab')
      setBySound(chosen)
    },
    check() {
      remember(checkedHere, 'yes', 'tab')
      set({ checked: true })
    },
    practise: () => set({ practised: true }),
    pass: (questionId: number) => set({ passed: new Set(here.passed).add(questionId), stayingAt: undefined }),
    stayAt: (questionId: number) => set({ stayingAt: questionId }),
    /** Unless they have gone on from it: what was typed last is saved only then. */
    stayUnlessPassed: (questionId: number) =>
      setHere((before) => (before.passed.has(questionId) ? before : { ...before, stayingAt: questionId })),
  }
}
