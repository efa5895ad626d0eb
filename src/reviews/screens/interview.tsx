import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { getAssessment } from '../../assessments/contract.ts'
import { listCandidates } from '../../candidates/contract.ts'
import type { Row } from '../../candidates/screens/row.ts'
import { nameOf } from '../../candidates/screens/sorting.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf, go } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useTitle } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listAnswers } from '../../media/contract.ts'
import { getQueue, getReviews, type Reviews } from '../contract.ts'
import type { Answer } from './answer.tsx'
import { Reviewing } from './reviewing.tsx'
import './reviews.css'

type Given = { assessmentId: string; uuid: string; me: Me }

/** Everything one interview's page needs, asked for at once. */
export type Opened = { assessmentName: string; row: Row; answers: Answer[]; reviews: Reviews; queue: string[] }

/** One interview, for the people who decide on it. */
export function Interview({ assessmentId, uuid, me }: Given) {
  const [isInformed, setInformed] = useState(false)
  const { fetched, reload, change } = useFetched(
    (signal) => open(assessmentId, uuid, isInformed, signal),
    `${uuid} ${isInformed}`,
  )
  const reloadReviews = async () => {
    const reviews = await call(getReviews, { params: { id: uuid } })
    change((before) => ({ ...before, reviews }))
  }
  return (
    <States fetched={fetched} reload={reload}>
      {(opened) => (
        <Page
          opened={opened}
          assessmentId={assessmentId}
          me={me}
          reload={reload}
          reloadReviews={reloadReviews}
          inform={() => setInformed(true)}
        />
      )}
    </States>
  )
}

async function open(assessmentId: string, uuid: string, isInformed: boolean, signal: AbortSignal): Promise<Opened> {
  const params = { id: assessmentId }
  const one = { filter: JSON.stringify({ where: { interviewId: uuid } }) }
  const [assessment, list, { answers }, reviews, { interviewIds }] = await Promise.all([
    call(getAssessment, { params, signal }),
    call(listCandidates, { params, query: one, signal }),
    call(listAnswers, { params: { id: uuid }, signal }),
    call(getReviews, { params: { id: uuid }, ...(isInformed && { query: { show: 'others' } }), signal }),
    call(getQueue, { params, signal }),
  ])
  const [row] = list.Videointerviews
  if (!row) throw new Error('There is no such interview.')
  return { assessmentName: assessment.groupName, row, answers, reviews, queue: interviewIds }
}

type PageGiven = {
  opened: Opened
  assessmentId: string
  me: Me
  reload: () => void
  reloadReviews: () => Promise<void>
  inform: () => void
}

function Page({ opened, assessmentId, me, ...rest }: PageGiven) {
  const { assessmentName, row, queue } = opened
  const waiting = useMemo(() => queue.filter((uuid) => uuid !== row.interviewId), [queue])
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(assessmentName)
  // Whoever goes from one candidate to the next by the keyboard begins at the top of the next.
  useLayoutEffect(() => heading.current?.focus(), [row.interviewId])
  const next = () => {
    const [uuid] = waiting
    go(uuid ? { at: 'interview', assessmentId, uuid } : { at: 'assessment', id: assessmentId, tab: 'candidates' })
  }
  return (
    <>
      <nav aria-label="Breadcrumb" class="crumbs">
        <a href={addressOf({ at: 'assessment', id: assessmentId, tab: 'candidates' })}>{assessmentName}</a>
      </nav>
      <header class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {nameOf(row)}
        </h1>
        <span class={`pill pill-${row.status.toLowerCase().replaceAll(' ', '-')}`}>{row.status}</span>
        <button type="button" onClick={next}>
          {waiting.length > 0 ? `Next candidate (${waiting.length} to review)` : 'Back to the candidates'}
        </button>
      </header>
      <Reviewing key={String(opened.reviews.mine?.submittedAt)} {...{ opened, assessmentId, me, next }} {...rest} />
    </>
  )
}
