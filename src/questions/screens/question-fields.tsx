import { useId } from 'preact/hooks'
import type { Static } from 'typebox'
import { parseRich } from '../../browser/trusted.ts'
import type { Criterion } from '../../criteria/screens/use-criteria.ts'
import type { AddQuestion } from '../contract.ts'
import { OptionsField } from './options-field.tsx'

export type Words = Omit<Static<typeof AddQuestion>, 'order'>
type Kind = NonNullable<Words['questionType']>

export const kinds: [Kind, string][] = [
  ['video', 'Video'],
  ['audio', 'Audio'],
  ['essay', 'Text'],
  ['multipleChoice', 'Multiple choice'],
  ['rating', 'Rating'],
  ['file', 'File'],
]

type Given = {
  label: string
  shown: Words
  set: (by: Words) => void
  categories: string[]
  criteria: Criterion[]
}

type Count = 'prepTime' | 'maxAnswerTime' | 'maxRetakes' | 'minWords' | 'maxWords'

/** What is asked and how, wherever a question stands: in an assessment or in the library. */
export function QuestionFields({ label, shown, set, categories, criteria }: Given) {
  const known = useId()
  const kind = shown.questionType ?? 'video'
  const isRecorded = kind === 'video' || kind === 'audio'
  const count = (name: string, key: Count, min = 0) => (
    <label>
      {name}
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
    <>
      <label>
        {label}
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
            {kinds.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Category
          <input
            list={known}
            maxLength={200}
            value={shown.category ?? ''}
            onInput={(event) => set({ category: event.currentTarget.value || null })}
          />
          <datalist id={known}>
            {categories.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </label>
        {isRecorded && count('Seconds to think', 'prepTime')}
        {isRecorded && count('Seconds to answer', 'maxAnswerTime', 1)}
        {isRecorded && count('Retakes', 'maxRetakes')}
        {kind === 'essay' && count('Fewest words', 'minWords')}
        {kind === 'essay' && count('Most words', 'maxWords')}
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
      <CriteriaField shown={shown} set={set} criteria={criteria} />
    </>
  )
}

/** By what the answer is rated. One that is archived is offered to nobody new, and stays where it is. */
function CriteriaField({ shown, set, criteria }: Pick<Given, 'shown' | 'set' | 'criteria'>) {
  const chosen = (shown.ratingCriteria ?? []).map(Number)
  const offered = criteria.filter(({ id, archived }) => !archived || chosen.includes(id))
  if (offered.length === 0) return null
  const names = offered.filter(({ id }) => chosen.includes(id)).map(({ criteriaName }) => criteriaName)
  return (
    <details class="criteria-field">
      <summary>Rated by: {names.join(', ') || 'nothing yet'}</summary>
      <fieldset>
        <legend class="unseen">Rating criteria</legend>
        {offered.map(({ id, criteriaName }) => (
          <label key={id} class="tick">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                set({ ratingCriteria: checked ? [...chosen, id] : chosen.filter((each) => each !== id) })
              }
            />
            {criteriaName}
          </label>
        ))}
      </fieldset>
    </details>
  )
}

/** A question is plain words here; what was written as HTML elsewhere is shown as its words. */
export const plain = (html = '') => parseRich(html).textContent ?? ''

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What of a question can be copied, without what says where and when it stood. */
export function wordsOf(question: Words): Words {
  const { prepTime, maxAnswerTime, maxRetakes, retakeDecisionTime, minWords, maxWords } = question
  const { options, allowOnlySingleChoice, maxScore, ratingCriteria, attachment } = question
  return {
    ...{ question: question.question, category: question.category, questionType: question.questionType },
    ...{ prepTime, maxAnswerTime, maxRetakes, retakeDecisionTime, minWords, maxWords },
    ...{ options, allowOnlySingleChoice, maxScore, ratingCriteria, attachment },
  } as Words
}
