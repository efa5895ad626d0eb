import { useState } from 'preact/hooks'
import { getAssessment } from '../../assessments/contract.ts'
import { listCandidates } from '../../candidates/contract.ts'
import type { Row } from '../../candidates/screens/row.ts'
import { nameOf } from '../../candidates/screens/sorting.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf, go } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { Title } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listAnswers } from '../../media/contract.ts'
import { getReviews, type Review, type Reviews } from '../contract.ts'
import { adviceOf } from './advice.tsx'
import { type Answer, AnswerView } from './answer.tsx'
import { Spread } from './spread.tsx'
import { useReloadWhileComing } from './use-reload.ts'
import './reviews.css'

const most = 4

type Column = { row: Row; answers: Answer[]; reviews: Reviews }

/** Up to four candidates side by side: the same question, what each answered, and what the reviewers made of it. */
export function Compare({ assessmentId, uuids }: { assessmentId: string; uuids: string[] }) {
  const params = { id: assessmentId }
  const { fetched, reload } = useFetched(async (signal) => {
    const query = { filter: JSON.stringify({ where: { status: 'Completed' } }) }
    const [{ groupName }, { Videointerviews }] = await Promise.all([
      call(getAssessment, { params, signal }),
      call(listCandidates, { params, query, signal }),
    ])
    return { groupName, rows: Videointerviews.sort((a, b) => (b.totalScore ?? 0) - (a.totalScore ?? 0)) }
  }, assessmentId)
  return (
    <States fetched={fetched} reload={reload}>
      {({ groupName, rows }) => (
        <>
          <nav aria-label="Breadcrumb" class="crumbs">
            <a href={addressOf({ at: 'assessment', id: assessmentId, tab: 'candidates' })}>{groupName}</a>
          </nav>
          <header class="page-head">
            <Title>Compare</Title>
          </header>
          {rows.length < 2 ? (
            <p class="state">There is nothing to compare before two candidates have handed in.</p>
          ) : (
            <Chosen assessmentId={assessmentId} rows={rows} uuids={uuids} />
          )}
        </>
      )}
    </States>
  )
}

function Chosen({ assessmentId, rows, uuids }: { assessmentId: string; rows: Row[]; uuids: string[] }) {
  const [isChoosing] = useState(uuids.length < 2)
  const toggle = (uuid: string, isOn: boolean) => {
    const next = isOn ? [...uuids, uuid].slice(-most) : uuids.filter((each) => each !== uuid)
    go({ at: 'compare', assessmentId, uuids: next })
  }
  const chosen = uuids
    .map((uuid) => rows.find(({ interviewId }) => interviewId === uuid))
    .filter((row) => row !== undefined)
  return (
    <>
      <details class="panel" open={isChoosing}>
        <summary>
          Who ({chosen.length} of at most {most})
        </summary>
        <ul class="choices">
          {rows.slice(0, 200).map((row) => (
            <li key={row.interviewId}>
              <label class="tick">
                <input
                  type="checkbox"
                  checked={uuids.includes(row.interviewId)}
                  disabled={chosen.length >= most && !uuids.includes(row.interviewId)}
                  onChange={(event) => toggle(row.interviewId, event.currentTarget.checked)}
                />
                {nameOf(row)} {row.totalScore !== null && <span class="hint">{row.totalScore} of 5</span>}
              </label>
            </li>
          ))}
        </ul>
      </details>
      {chosen.length < 2 ? (
        <p class="state">Choose two to {most} candidates.</p>
      ) : (
        <Columns key={chosen.map(({ interviewId }) => interviewId).join()} assessmentId={assessmentId} rows={chosen} />
      )}
    </>
  )
}

function Columns({ assessmentId, rows }: { assessmentId: string; rows: Row[] }) {
  const [place, setPlace] = useState(0)
  const [speed, setSpeed] = useState(1)
  const { fetched, reload } = useFetched(
    (signal) =>
      Promise.all(
        rows.map(async (row): Promise<Column> => {
          const params = { id: row.interviewId }
          const [{ answers }, reviews] = await Promise.all([
            call(listAnswers, { params, signal }),
            call(getReviews, { params, signal }),
          ])
          return { row, answers, reviews }
        }),
      ),
    rows.map(({ interviewId }) => interviewId).join(),
  )
  useReloadWhileComing(fetched.at === 'here' ? fetched.data.flatMap(({ answers }) => answers) : [], reload)
  return (
    <States fetched={fetched} reload={reload}>
      {(columns) => {
        const questions = questionsOf(columns)
        const question = questions[Math.min(place, questions.length - 1)]
        return (
          <>
            <nav class="steps" aria-label="Questions">
              {questions.map((each, index) => (
                <button
                  key={each}
                  type="button"
                  aria-label={`Question ${index + 1}`}
                  {...(each === question && { 'aria-current': 'step' as const })}
                  onClick={() => setPlace(index)}
                >
                  {index + 1}
                </button>
              ))}
            </nav>
            <h2 class="question">{question}</h2>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
            <section class="scroll" tabIndex={0} aria-label="Candidates side by side">
              <div class="compare">
                {columns.map((column) => (
                  <One key={column.row.interviewId} {...{ column, question, assessmentId, speed, setSpeed }} />
                ))}
              </div>
            </section>
          </>
        )
      }}
    </States>
  )
}

/** By their words: an edited question has another id, and one that was drawn for somebody else is asked of them alone. */
const questionsOf = (columns: Column[]) => [
  ...new Set(columns.flatMap(({ answers }) => answers.map(({ question }) => question))),
]

type OneGiven = {
  column: Column
  question: string | undefined
  assessmentId: string
  speed: number
  setSpeed: (speed: number) => void
}

function One({ column: { row, answers, reviews }, question, assessmentId, speed, setSpeed }: OneGiven) {
  const answer = answers.find((each) => each.question === question)
  const handedIn = [reviews.mine, ...(reviews.others ?? [])].filter((review) => review?.submittedAt) as Review[]
  return (
    <article class="panel" aria-label={nameOf(row)}>
      <h3>
        <a href={addressOf({ at: 'interview', assessmentId, uuid: row.interviewId })}>{nameOf(row)}</a>{' '}
        {row.outcome && <span class="pill">{row.outcome}</span>}
      </h3>
      {answer ? (
        <>
          <AnswerView
            answer={answer}
            automatic={reviews.scores.automatic.find(({ questionId }) => questionId === answer.questionId)}
            speed={speed}
            setSpeed={setSpeed}
          />
          <MarksOf answer={answer} reviews={reviews} handedIn={handedIn} />
        </>
      ) : (
        <p class="hint">Was not asked this, or did not answer.</p>
      )}
      <dl>
        <dt>Reviewers</dt>
        <dd>
          {reviews.others === null && reviews.hidden > 0 ? (
            'Shown when your review is in'
          ) : (
            <>
              {reviews.scores.totalScore ?? '–'} of 5 <Spread values={handedIn.map(({ score }) => score)} levels={5} />
            </>
          )}
        </dd>
        <dt>Automatic</dt>
        <dd>{reviews.scores.interviewScore ?? '–'}</dd>
        <dt>Would go on</dt>
        <dd>{handedIn.map(({ advice }) => adviceOf(advice)).join(', ') || '–'}</dd>
      </dl>
    </article>
  )
}

function MarksOf({ answer, reviews, handedIn }: { answer: Answer; reviews: Reviews; handedIn: Review[] }) {
  const sheet = reviews.sheets.find(({ questionId }) => questionId === answer.questionId)
  if (!sheet || handedIn.length === 0) return null
  return (
    <dl>
      {sheet.criteria.map(({ criterionId, name, scale }) => {
        const isThis = (rating: Review['ratings'][number]) =>
          rating.questionId === answer.questionId && rating.criterionId === criterionId
        return (
          <>
            <dt key={`${criterionId} name`}>{name}</dt>
            <dd key={criterionId}>
              <Spread
                values={handedIn.map(({ ratings }) => ratings.find(isThis)?.mark ?? null)}
                levels={scale.length}
              />
            </dd>
          </>
        )
      })}
    </dl>
  )
}
