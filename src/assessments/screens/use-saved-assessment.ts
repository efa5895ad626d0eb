import { useRef, useState } from 'preact/hooks'
import type { Static } from 'typebox'
import { call } from '../../dashboard/screens/call.ts'
import { useSaved } from '../../dashboard/screens/use-saved.ts'
import { type EditAssessment, editAssessment, type WireAssessment } from '../contract.ts'

export type Assessment = Static<typeof WireAssessment>
export type Words = Static<typeof EditAssessment>

/** What the fields of an assessment show, saved as it is changed. */
export function useSavedAssessment(assessment: Assessment, changed: (next: Assessment) => void) {
  const [shown, setShown] = useState<Words>(() => assessment as Words)
  const latest = useRef(assessment)
  const save = async (body: Words, isForced = false) => {
    const { id, updatedAt } = latest.current
    const seen = isForced ? {} : { lastSeen: updatedAt }
    latest.current = await call(editAssessment, { params: { id: String(id) }, body: { ...body, ...seen } })
    changed(latest.current)
  }
  const { saving, change, inTurn } = useSaved<Words>(save)
  const set = (by: Words) => {
    setShown((before) => ({ ...before, ...by }))
    change(by)
  }
  /** For what must not be saved while it is being typed; throws what the server says. */
  const setNow = async (by: Words) => {
    await inTurn(() => save(by))
    setShown((before) => ({ ...before, ...by }))
  }
  return { shown, saving, set, setNow }
}
