import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listAnswers } from '../../media/contract.ts'

type Given = { interviewId: string; chosen: number[] | undefined; choose: (questionIds: number[] | undefined) => void }

/** The whole interview, or chosen answers of it: the questions this candidate was asked, not those of today. */
export function RetakeFields({ interviewId, chosen, choose }: Given) {
  return (
    <fieldset>
      <legend>What may be answered again</legend>
      <label class="tick">
        <input type="radio" name="retake" checked={!chosen} onChange={() => choose(undefined)} />
        The whole interview
      </label>
      <label class="tick">
        <input type="radio" name="retake" checked={chosen !== undefined} onChange={() => choose([])} />
        Chosen questions
      </label>
      {chosen && <Questions interviewId={interviewId} chosen={chosen} choose={choose} />}
    </fieldset>
  )
}

function Questions({ interviewId: id, chosen, choose }: Given & { chosen: number[] }) {
  const { fetched, reload } = useFetched((signal) => call(listAnswers, { params: { id }, signal }), id)
  return (
    <States fetched={fetched} reload={reload}>
      {({ answers }) => (
        <>
          {answers.map(({ questionId, question }) => (
            <label key={questionId} class="tick">
              <input
                type="checkbox"
                checked={chosen.includes(questionId)}
                onChange={({ currentTarget: { checked } }) =>
                  choose(checked ? [...chosen, questionId] : chosen.filter((each) => each !== questionId))
                }
              />
              {question}
            </label>
          ))}
        </>
      )}
    </States>
  )
}
