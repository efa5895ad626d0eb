import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Criterion } from '../../criteria/screens/use-criteria.ts'
import { call } from '../../dashboard/screens/call.ts'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { useSaved } from '../../dashboard/screens/use-saved.ts'
import { addToLibrary } from '../../library/contract.ts'
import { editQuestion } from '../contract.ts'
import { QuestionFields, type Words, wordsOf } from './question-fields.tsx'
import type { Question } from './questions.tsx'
import type { Dragging } from './use-dragging.ts'

type Given = {
  question: Question
  number: number
  total: number
  mayWrite: boolean
  categories: string[]
  criteria: Criterion[]
  changed: (next: Question) => void
  move: (by: number) => void
  remove: () => void
  handle: ReturnType<Dragging['handleOf']>
}

export function QuestionForm({ question, number, total, mayWrite, changed, move, remove, handle, ...fields }: Given) {
  const [shown, setShown] = useState<Words>(() => question as Words)
  const [isInLibrary, setInLibrary] = useState<string>()
  const latest = useRef(question)
  useLayoutEffect(() => {
    latest.current = question
  }, [question])
  const { saving, change, flush } = useSaved<Words>(async (body, isForced) => {
    const { id, updatedAt } = latest.current
    const seen = isForced ? {} : { lastSeen: updatedAt }
    latest.current = await call(editQuestion, { params: { id: String(id) }, body: { ...body, ...seen } })
    changed(latest.current)
  })
  const set = (by: Words) => {
    setShown((before) => ({ ...before, ...by }))
    setInLibrary(undefined)
    change(by)
  }
  const moveByKey = (event: KeyboardEvent) => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (!by || number + by < 1 || number + by > total) return
    event.preventDefault()
    move(by)
  }
  const keep = async () => {
    await flush()
    const said = await call(addToLibrary, { body: wordsOf(shown) }).then(
      () => 'In the library',
      (error) => (error as Error).message,
    )
    setInLibrary(said)
  }
  return (
    <fieldset disabled={!mayWrite} onKeyDown={moveByKey}>
      <legend>
        {mayWrite && (
          <span class="drag" aria-hidden="true" title="Drag to another place" {...handle}>
            ⠿
          </span>
        )}
        Question {number} <Saved saving={saving} />
      </legend>
      <QuestionFields label={`Question ${number}`} shown={shown} set={set} {...fields} />
      <div class="actions">
        <button
          type="button"
          disabled={number === 1}
          aria-keyshortcuts="Alt+ArrowUp"
          aria-label={`Move question ${number} up`}
          onClick={() => move(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          disabled={number === total}
          aria-keyshortcuts="Alt+ArrowDown"
          aria-label={`Move question ${number} down`}
          onClick={() => move(1)}
        >
          ↓
        </button>
        <button type="button" aria-label={`Save to library: question ${number}`} onClick={() => void keep()}>
          Save to library
        </button>
        <button type="button" aria-label={`Delete question ${number}`} onClick={remove}>
          Delete
        </button>
        <span class="hint" role="status">
          {isInLibrary}
        </span>
      </div>
    </fieldset>
  )
}
