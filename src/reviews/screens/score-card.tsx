import type { Scores } from '../contract.ts'

/** The scores and how they come about, with their own numbers. */
export function ScoreCard({ scores, areHidden }: { scores: Scores; areHidden: boolean }) {
  const { interviewScore, totalScore, percent, passPercent, result, reviewerCount, automatic } = scores
  const redFlags = automatic.flatMap((each) => each.redFlags)
  const scored = automatic.filter((each) => each.percent !== null).length
  return (
    <>
      <dl class="scores">
        <dt>Result</dt>
        <dd>
          {result ? <strong class={`pill pill-${result.toLowerCase()}`}>{result}</strong> : '–'}
          {percent !== null && ` ${percent} of 100`}
          {percent !== null && passPercent !== null && `, pass from ${passPercent}`}
        </dd>
        <dt>Reviewers</dt>
        <dd>
          {areHidden
            ? 'Shown when your review is in'
            : totalScore === null
              ? '–'
              : `${totalScore} of 5 (${reviewerCount})`}
        </dd>
        {redFlags.length > 0 && (
          <>
            <dt>Red flags</dt>
            <dd>
              <strong class="pill pill-flag">{redFlags.map((flag) => `“${flag}”`).join(', ')}</strong>
            </dd>
          </>
        )}
        <dt>Automatic</dt>
        <dd>{interviewScore === null ? '–' : `${interviewScore} of 100 (${scored})`}</dd>
      </dl>
      <details>
        <summary>How these are worked out</summary>
        <p>
          A reviewer's score is the mean of the answers they marked; an answer's is the mean of its criteria, each read
          from 1 to 5. The mark of the interview as a whole counts only where no answer is marked.
        </p>
        <p>
          Reviewers: the mean of their scores. Automatic: the mean of the answers that score themselves, from 0 to 100.
        </p>
        <p>
          Together every question counts the same: a mark of 1 is 0 of 100, a mark of 5 is 100. The result is “Pass”
          from the assessment's threshold on; up to 5 the threshold is a mark, above it is of 100.
        </p>
      </details>
    </>
  )
}
