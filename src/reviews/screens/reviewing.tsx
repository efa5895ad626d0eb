import { useRef, useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { Saved } from '../../dashboard/screens/saved.tsx'
import type { Review, Sheet } from '../contract.ts'
import { Advice } from './advice.tsx'
import { type Answer, AnswerView } from './answer.tsx'
import { Comments, type Said } from './comments.tsx'
import { Decision } from './decision.tsx'
import type { Opened } from './interview.tsx'
import { KeysHelp } from './keys-help.tsx'
import { keyOf, MarkSheet } from './marks.tsx'
import { Others } from './others.tsx'
import { type Remote, speeds } from './player.tsx'
import { useKeys, useKeysOn } from './use-keys.ts'
import { useReloadWhileComing } from './use-reload.ts'
import { type MyReview, useReview } from './use-review.ts'

type Given = {
  opened: Opened
  assessmentId: string
  me: Me
  next: () => void
  reload: () => void
  reloadReviews: () => Promise<void>
  inform: () => void
}

/** An interview and one's review of it: watch, mark, comment, go on, with the mouse or with keys alone. */
export function Reviewing({ opened, assessmentId, me, next, reload, reloadReviews, inform }: Given) {
  const { row, answers, reviews } = opened
  const review = useReview(row.interviewId, reviews.mine)
  const [place, setPlace] = useState(0)
  const [active, setActive] = useState(0)
  const [speed, setSpeed] = useState(1)
  const [isHelping, setHelping] = useState(false)
  const [areKeysOn, setKeysOn] = useKeysOn()
  const remote = useRef<Remote>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useReloadWhileComing(answers, reload)

  const answer = answers[Math.min(place, answers.length - 1)]
  const sheet = reviews.sheets.find(({ questionId }) => questionId === answer?.questionId)
  const whole = reviews.sheets.find(({ questionId }) => questionId === null)
  /** Opened again, what was handed in still stands. */
  const isIn = row.responseAt !== null && row.status !== 'Withdrawn'
  const mayReview = isIn && sheet !== undefined
  const turnTo = (next: (place: number) => number) => {
    setPlace((before) => Math.min(Math.max(next(before), 0), answers.length - 1))
    setActive(0)
  }
  const mark = (level: number) => {
    const criterion = sheet?.criteria[active]
    if (!sheet || !criterion || level > criterion.scale.length || !isIn) return
    review.rate({ questionId: sheet.questionId, criterionId: criterion.criterionId }, level)
    if (active + 1 < sheet.criteria.length) setActive(active + 1)
  }
  const faster = (by: number) =>
    setSpeed((before) => speeds[Math.min(Math.max(speeds.indexOf(before) + by, 0), speeds.length - 1)] ?? before)
  useKeys(areKeysOn, {
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => [String(level), () => mark(level)])),
    ' ': () => remote.current?.toggle(),
    k: () => remote.current?.toggle(),
    j: () => remote.current?.skip(-10_000),
    l: () => remote.current?.skip(10_000),
    ArrowLeft: () => remote.current?.skip(-5000),
    ArrowRight: () => remote.current?.skip(5000),
    '<': () => faster(-1),
    '>': () => faster(1),
    q: () => turnTo((place) => place + 1),
    'shift q': () => turnTo((place) => place - 1),
    c: () => field.current?.focus(),
    n: next,
    '?': () => setHelping(true),
  })

  if (row.status === 'Withdrawn')
    return (
      <p class="state">This candidate has withdrawn. What they recorded is deleted, and nothing is to be decided.</p>
    )
  if (!answer) return <p class="state">Nothing is answered yet.</p>
  const comments = commentsOn(opened, answer.questionId)
  return (
    <div class="review">
      <div class="review-main">
        <Steps
          answers={answers}
          sheets={reviews.sheets}
          review={review}
          place={place}
          turnTo={(place) => turnTo(() => place)}
        />
        <section class="panel" aria-label={`Answer ${place + 1}`}>
          <h2>
            {place + 1}. {answer.question}
          </h2>
          <AnswerView
            answer={answer}
            automatic={reviews.scores.automatic.find(({ questionId }) => questionId === answer.questionId)}
            speed={speed}
            setSpeed={setSpeed}
            remote={remote}
            marks={comments.flatMap(({ atMs, text }) => (atMs === null ? [] : [{ atMs, label: text }]))}
          />
          {isNewer(answer, reviews.mine) && (
            <p class="hint warn">Answered again since your review. See whether your marks still hold.</p>
          )}
          <Comments
            key={answer.questionId}
            uuid={row.interviewId}
            questionId={answer.questionId}
            isRecorded={answer.segments.length > 0}
            comments={comments}
            remote={remote}
            field={field}
            mayWrite={isIn}
            changed={() => void reloadReviews()}
          />
        </section>
        <Others reviews={reviews} questionOf={(id) => numberOf(answers, id)} />
      </div>
      <aside class="review-side" aria-label="Review">
        <Saved saving={review.saving} />
        {mayReview && sheet && (
          <section class="panel" aria-label="Marks">
            <MarkSheet {...{ sheet, active, setActive }} marks={review.marks} rate={review.rate} />
          </section>
        )}
        {isIn && whole && place === answers.length - 1 && (
          <section class="panel" aria-label="As a whole">
            <MarkSheet sheet={whole} active={-1} setActive={() => {}} marks={review.marks} rate={review.rate} />
          </section>
        )}
        {isIn && (
          <Advice review={review} submittedAt={reviews.mine?.submittedAt ?? null} done={() => void reloadReviews()} />
        )}
        {reviews.others === null && reviews.hidden > 0 && (
          <Hidden count={reviews.hidden} inform={me.role === 'reviewer' ? undefined : inform} />
        )}
        <Decision {...{ row, assessmentId, me, reviews, answers }} changed={reload} />
        <div class="actions">
          <button type="button" class="quiet" onClick={() => setHelping(true)}>
            Keys
          </button>
        </div>
      </aside>
      {isHelping && <KeysHelp isOn={areKeysOn} set={setKeysOn} close={() => setHelping(false)} />}
    </div>
  )
}

/** A retake may have put another answer in the place of the one that was reviewed. */
const isNewer = ({ answeredAt }: Answer, mine: Review | null) => {
  const submittedAt = mine?.submittedAt
  return submittedAt != null && Date.parse(answeredAt) > Date.parse(submittedAt)
}

type StepsGiven = {
  answers: Answer[]
  sheets: Sheet[]
  review: MyReview
  place: number
  turnTo: (place: number) => void
}

/** The questions, with a tick at those whose every criterion is marked. */
function Steps({ answers, sheets, review, place, turnTo }: StepsGiven) {
  const isMarked = ({ questionId }: Answer) => {
    const sheet = sheets.find((each) => each.questionId === questionId)
    return sheet?.criteria.every(({ criterionId }) => review.marks.get(keyOf({ questionId, criterionId })) != null)
  }
  return (
    <nav class="steps" aria-label="Answers">
      {answers.map((answer, index) => (
        <button
          key={answer.questionId}
          type="button"
          {...(index === place && { 'aria-current': 'step' as const })}
          aria-label={`Answer ${index + 1}${isMarked(answer) ? ', marked' : ''}`}
          onClick={() => turnTo(index)}
        >
          {index + 1}
          {isMarked(answer) && ' ✓'}
        </button>
      ))}
    </nav>
  )
}

function Hidden({ count, inform }: { count: number; inform: (() => void) | undefined }) {
  return (
    <section class="panel" aria-label="Other reviews">
      <p>
        {count === 1 ? 'One other review is' : `${count} other reviews are`} in. You see {count === 1 ? 'it' : 'them'}{' '}
        when yours is, so that everybody judges for themselves.
      </p>
      {inform && (
        <>
          <button type="button" onClick={inform}>
            Look without a review
          </button>
          <p class="hint">It is written down; a review you hand in later says that you saw the others first.</p>
        </>
      )}
    </section>
  )
}

function commentsOn({ reviews: { mine, others } }: Opened, questionId: number): Said[] {
  const all = [mine, ...(others ?? [])].flatMap((review) =>
    (review?.comments ?? []).map((comment) => ({ ...comment, by: review?.reviewer ?? '', isMine: review === mine })),
  )
  const here = all.filter((comment) => comment.questionId === questionId)
  return here.sort((a, b) => (a.atMs ?? -1) - (b.atMs ?? -1))
}

function numberOf(answers: Answer[], questionId: number | null): string {
  if (questionId === null) return 'whole interview'
  return `question ${answers.findIndex((answer) => answer.questionId === questionId) + 1}`
}
