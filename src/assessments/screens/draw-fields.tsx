import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listQuestions } from '../../questions/contract.ts'
import type { Words } from './use-saved-assessment.ts'

type Given = { id: string; shown: Words; set: (by: Words) => void }

/** All questions, or so many of each category, drawn once for each candidate. */
export function DrawFields({ id, shown, set }: Given) {
  const { fetched } = useFetched((signal) => call(listQuestions, { params: { id }, signal }), id)
  const questions = fetched.at === 'here' ? fetched.data : []
  const isDrawn = (shown.groupConfig?.interviewType ?? 'fixed') !== 'fixed'
  const counts = shown.questionsPerCategory ?? []
  const sizes = Map.groupBy(
    questions.filter(({ category }) => category?.trim()),
    ({ category }) => category?.trim() ?? '',
  )
  const rest = questions.length - [...sizes.values()].flat().length
  return (
    <>
      <label>
        Each candidate is asked
        <select
          value={isDrawn ? 'random' : 'fixed'}
          onChange={(event) => set({ groupConfig: { interviewType: event.currentTarget.value } })}
        >
          <option value="fixed">All questions</option>
          <option value="random">Some of each category, drawn once</option>
        </select>
      </label>
      {isDrawn && sizes.size === 0 && (
        <p class="hint warn">
          No question has a category yet, so all of them are asked. Give them one under Questions.
        </p>
      )}
      {isDrawn && sizes.size > 0 && (
        <div class="fields">
          {[...sizes].map(([category, all]) => (
            <label key={category}>
              {category}: of {all.length}
              <input
                type="number"
                min={0}
                max={all.length}
                value={counts.find((each) => each.category === category)?.count ?? 1}
                onInput={({ currentTarget: { valueAsNumber: count } }) => {
                  if (!Number.isInteger(count) || count < 0) return
                  const others = counts.filter((each) => each.category !== category)
                  set({ questionsPerCategory: [...others, { category, count }] })
                }}
              />
            </label>
          ))}
        </div>
      )}
      {isDrawn && sizes.size > 0 && rest > 0 && (
        <p class="hint">And {counted(rest, 'question')} without a category, asked of everybody.</p>
      )}
    </>
  )
}
