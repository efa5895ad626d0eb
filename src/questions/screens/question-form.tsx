import { useRef, useState } from 'preact/hooks'
import type { Static } from 'typebox'
import { parseRich } from '../../browser/trusted.ts'
import { call } from '../../dashboard/screens/call.ts'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { useSaved } from '../../dashboard/screens/use-saved.ts'
import { type AddQuestion, editQuestion } from '../contract.ts'
import { OptionsField } from './options-field.tsx'
import type { Question } from './questions.tsx'

type Words = Static<typeof AddQuestion>
type Kind = NonNullable<Words['questionType']>

const kinds: [Kind, string][] = [
  ['video', 'Video'],
  ['audio', 'Audio'],
  ['essay', 'Text'],
  ['multipleChoice', 'Multiple choice'],
  ['rating', 'Rating'],
  ['file', 'File'],
]

type Given = {
  question: Question
  number: number
  total: number
  mayWrite: boolean
  changed: (next: Question) => void
  move: (by: number) => void
  remove: () => void
}

export function QuestionForm({ question, number, total, mayWrite, changed, move, remove }: Given) {
  const [shown, setShown] = useState<Words>(() => question as Words)
  const latest = useRef(question)
  const { saving, change } = useSaved<Words>(async (body) => {
    const { id, updatedAt } = latest.current
    latest.current = await call(editQuestion, { params: { id: String(id) }, body: { ...body, lastSeen: updatedAt } })
    changed(latest.current)
  })
  const set = (by: Words) => {
    setShown((before) => ({ ...before, ...by }))
    change(by)
  }
  const kind = shown.questionType ?? 'video'
  const isRecorded = kind === 'video' || kind === 'audio'
  const seconds = (
    label: string,
    key: 'prepTime' | 'maxAnswerTime' | 'maxRetakes' | 'minWords' | 'maxWords',
    min = 0,
  ) => (
    <label>
      {label}
      <input
        type="number"
        min={min}
        value={shown[key] ?? ''}
        onInput={({ currentTarget: { value, valueAsNumber } }) => {
          if (value === '' && (key === 'minWords' || key === 'maxWords')) set({ [key]: null })
          else if (valueAsNumber >= min) set({ [key]: valueAsNumber })
        }}
      />
    </label>
  )
  return (
    <fieldset disabled={!mayWrite}>
      <legend>
        Question {number} <Saved saving={saving} />
      </legend>
      <label>
        Question {number}
        <textarea
          rows={2}
          value={plain(shown.question)}
          onInput={(event) => set({ question: escaped(event.currentTarget.value) })}
        />
      </label>
      <div class="fields">
        <label>
          Answered by
          <select value={kind} onChange={(event) => set({ questionType: event.currentTarget.value as Kind })}>
            {kinds.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {isRecorded && seconds('Seconds to think', 'prepTime')}
        {isRecorded && seconds('Seconds to answer', 'maxAnswerTime', 1)}
        {isRecorded && seconds('Retakes', 'maxRetakes')}
        {kind === 'essay' && seconds('Fewest words', 'minWords')}
        {kind === 'essay' && seconds('Most words', 'maxWords')}
        {kind === 'rating' && (
          <label>
            Highest mark
            <input
              type="number"
              min={2}
              max={20}
              value={shown.maxScore ?? 5}
              onInput={({ currentTarget: { valueAsNumber } }) => valueAsNumber >= 2 && set({ maxScore: valueAsNumber })}
            />
          </label>
        )}
      </div>
      {kind === 'multipleChoice' && <OptionsField shown={shown} set={set} />}
      <div class="actions">
        <button
          type="button"
          disabled={number === 1}
          aria-label={`Move question ${number} up`}
          onClick={() => move(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          disabled={number === total}
          aria-label={`Move question ${number} down`}
          onClick={() => move(1)}
        >
          ↓
        </button>
        <button type="button" aria-label={`Delete question ${number}`} onClick={remove}>
          Delete
        </button>
      </div>
    </fieldset>
  )
}

/** A question is plain words here; what was written as HTML elsewhere is shown as its words. */
const plain = (html = '') => parseRich(html).textContent ?? ''

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
