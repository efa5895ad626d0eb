import type { Static } from 'typebox'
import type { AddQuestion } from '../contract.ts'

type Words = Static<typeof AddQuestion>
type Option = NonNullable<Words['options']>[number]

/** The choices of a question: which are right, what each is worth, and which are a warning sign. */
export function OptionsField({ shown, set }: { shown: Words; set: (by: Words) => void }) {
  const options = shown.options ?? []
  const change = (index: number, by: Partial<Option>) =>
    set({ options: options.map((each, place) => (place === index ? { ...each, ...by } : each)) })
  return (
    <fieldset>
      <legend>Choices</legend>
      <label class="tick">
        <input
          type="checkbox"
          checked={!shown.allowOnlySingleChoice}
          onChange={(event) => set({ allowOnlySingleChoice: !event.currentTarget.checked })}
        />
        More than one may be chosen
      </label>
      <ol class="options">
        {options.map((option, index) => (
          <li key={index}>
            <input
              aria-label={`Choice ${index + 1}`}
              value={option.text}
              onInput={(event) => change(index, { text: event.currentTarget.value })}
            />
            <label class="tick">
              <input
                type="checkbox"
                checked={option.correct ?? false}
                onChange={(event) => change(index, { correct: event.currentTarget.checked })}
              />
              Right
            </label>
            <label class="score">
              Score
              <input
                type="number"
                step="any"
                aria-label={`Score of choice ${index + 1}`}
                value={option.score ?? ''}
                onInput={({ currentTarget: { value, valueAsNumber } }) =>
                  change(index, { score: value === '' ? null : valueAsNumber })
                }
              />
            </label>
            <label class="tick">
              <input
                type="checkbox"
                checked={option.redFlag ?? false}
                onChange={(event) => change(index, { redFlag: event.currentTarget.checked })}
              />
              Red flag
            </label>
            <button
              type="button"
              aria-label={`Remove choice ${index + 1}`}
              onClick={() => set({ options: options.filter((_, place) => place !== index) })}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
      <button type="button" onClick={() => set({ options: [...options, { text: `Choice ${options.length + 1}` }] })}>
        Add choice
      </button>
    </fieldset>
  )
}
