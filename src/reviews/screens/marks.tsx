import type { Sheet } from '../contract.ts'

export type Target = { questionId: number | null; criterionId: number | null }
export type Marks = ReadonlyMap<string, number | null>

export const keyOf = ({ questionId, criterionId }: Target) => `${questionId} ${criterionId}`

type Given = {
  sheet: Sheet
  marks: Marks
  /** The criterion that the keys 1 to 5 mark. */
  active: number
  setActive: (index: number) => void
  rate: (target: Target, mark: number | null) => void
}

/** What there is to mark of one answer. What each mark means is always in view: that is what makes marks comparable. */
export function MarkSheet({ sheet: { questionId, criteria }, marks, active, setActive, rate }: Given) {
  return (
    <>
      {criteria.map((criterion, index) => {
        const target = { questionId, criterionId: criterion.criterionId }
        const key = keyOf(target)
        const mark = marks.get(key) ?? null
        return (
          <fieldset
            key={key}
            class={index === active ? 'criterion active' : 'criterion'}
            onFocusIn={() => setActive(index)}
          >
            <legend>{criterion.name}</legend>
            {criterion.description && <p class="hint">{criterion.description}</p>}
            {criterion.scale.map((anchor, level) => (
              <label key={level} class="anchor">
                <input type="radio" name={key} checked={mark === level + 1} onChange={() => rate(target, level + 1)} />
                <b>{level + 1}</b>
                <span>{anchor}</span>
              </label>
            ))}
            {mark !== null && (
              <button type="button" class="quiet" onClick={() => rate(target, null)}>
                Take the mark back
              </button>
            )}
          </fieldset>
        )
      })}
    </>
  )
}
