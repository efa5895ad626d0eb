import { useState } from 'preact/hooks'
import { momentOf } from '../../dashboard/screens/when.ts'
import type { Review } from '../contract.ts'
import type { MyReview } from './use-review.ts'

export const advices: [NonNullable<Review['advice']>, string][] = [
  ['strongYes', 'Strong yes'],
  ['yes', 'Yes'],
  ['no', 'No'],
  ['strongNo', 'Strong no'],
]

export const adviceOf = (advice: Review['advice']) => advices.find(([value]) => value === advice)?.[1] ?? '–'

type Given = { review: MyReview; submittedAt: string | null; done: () => void }

/** What one would do with the candidate, in words; and handing it in. */
export function Advice({ review, submittedAt, done }: Given) {
  const [wrong, setWrong] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const handIn = async () => {
    setBusy(true)
    try {
      await review.handIn()
      done()
    } catch (error) {
      setWrong((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section class="panel" aria-label="Your advice">
      <fieldset class="advice">
        <legend>Would you go on with this candidate?</legend>
        {advices.map(([value, label]) => (
          <label key={value} class="tick">
            <input type="radio" name="advice" checked={review.advice === value} onChange={() => review.advise(value)} />
            {label}
          </label>
        ))}
      </fieldset>
      <label>
        Why, in a few words
        <textarea
          rows={3}
          maxLength={20_000}
          value={review.summary}
          onInput={(event) => review.write(event.currentTarget.value)}
        />
      </label>
      {submittedAt ? (
        <p class="hint" role="status">
          Handed in {momentOf(submittedAt)}. What you change counts at once.
        </p>
      ) : (
        <button type="button" class="primary" disabled={isBusy} onClick={handIn}>
          Submit review
        </button>
      )}
      {wrong && <p role="alert">{wrong}</p>}
    </section>
  )
}
