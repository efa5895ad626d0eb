import type { Review, Reviews, Sheet } from '../contract.ts'
import { adviceOf } from './advice.tsx'
import { keyOf } from './marks.tsx'
import { Spread } from './spread.tsx'

type Given = { reviews: Reviews; questionOf: (questionId: number | null) => string }

/** All reviews beside each other: not the mean only, but how far they lie apart. */
export function Others({ reviews: { mine, others, sheets, scores }, questionOf }: Given) {
  const all = [mine, ...(others ?? [])].filter((review) => review?.submittedAt) as Review[]
  if (!others || all.length === 0) return null
  return (
    <section class="panel" aria-label="All reviews">
      <h2>All reviews</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Marked</th>
              {all.map((review) => (
                <th key={review.reviewerId} scope="col">
                  {review === mine ? 'You' : review.reviewer}
                </th>
              ))}
              <th scope="col">Spread</th>
            </tr>
          </thead>
          <tbody>
            {sheets.flatMap((sheet) => rowsOf(sheet, all, questionOf))}
            <tr>
              <th scope="row">Score, 1 to 5</th>
              {all.map(({ reviewerId, score }) => (
                <td key={reviewerId}>{score ?? '–'}</td>
              ))}
              <td>
                <Spread values={all.map(({ score }) => score)} levels={5} />
              </td>
            </tr>
            <tr>
              <th scope="row">Would go on</th>
              {all.map(({ reviewerId, advice }) => (
                <td key={reviewerId}>{adviceOf(advice)}</td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      {all.map(({ reviewerId, reviewer, summary, independent }) => (
        <Words key={reviewerId} by={reviewer} summary={summary} independent={independent} />
      ))}
      <p class="hint">
        {scores.reviewerCount} reviewed; their mean is {scores.totalScore ?? '–'} of 5.
      </p>
    </section>
  )
}

function Words({ by, summary, independent }: { by: string; summary: string; independent: boolean }) {
  if (!summary && independent) return null
  return (
    <p class="said">
      <strong>{by}</strong>
      {!independent && <span class="pill">saw the others first</span>} {summary}
    </p>
  )
}

function rowsOf({ questionId, criteria }: Sheet, all: Review[], questionOf: Given['questionOf']) {
  return criteria.map(({ criterionId, name, scale }) => {
    const key = keyOf({ questionId, criterionId })
    const marks = all.map(({ ratings }) => ratings.find((rating) => keyOf(rating) === key)?.mark ?? null)
    if (marks.every((mark) => mark === null)) return null
    return (
      <tr key={key}>
        <th scope="row">
          {name} <span class="hint">{questionOf(questionId)}</span>
        </th>
        {marks.map((mark, index) => (
          <td key={all[index]?.reviewerId}>{mark ?? '–'}</td>
        ))}
        <td>
          <Spread values={marks} levels={scale.length} />
        </td>
      </tr>
    )
  })
}
