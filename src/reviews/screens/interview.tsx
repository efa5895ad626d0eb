import type { Me } from '../../accounts/contract.ts'
import { getAssessment } from '../../assessments/contract.ts'
import { listCandidates } from '../../candidates/contract.ts'
import { nameOf } from '../../candidates/screens/sorting.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listAnswers } from '../../media/contract.ts'
import { Answers } from './answers.tsx'
import { Decision } from './decision.tsx'

type Given = { assessmentId: string; uuid: string; me: Me }

/** One interview, for the people who decide on it. */
export function Interview({ assessmentId, uuid, me }: Given) {
  const { fetched, reload } = useFetched(async (signal) => {
    const one = { filter: JSON.stringify({ where: { interviewId: uuid } }) }
    const [assessment, list, { answers }] = await Promise.all([
      call(getAssessment, { params: { id: assessmentId }, signal }),
      call(listCandidates, { params: { id: assessmentId }, query: one, signal }),
      call(listAnswers, { params: { id: uuid }, signal }),
    ])
    const [row] = list.Videointerviews
    if (!row) throw new Error('There is no such interview.')
    return { assessment, row, answers }
  }, uuid)
  return (
    <States fetched={fetched} reload={reload}>
      {({ assessment, row, answers }) => (
        <>
          <nav aria-label="Breadcrumb" class="crumbs">
            <a href={addressOf({ at: 'assessments' })}>Assessments</a>
            <a href={addressOf({ at: 'assessment', id: assessmentId, tab: 'candidates' })}>{assessment.groupName}</a>
          </nav>
          <header class="page-head">
            <h1>{nameOf(row)}</h1>
            <span class={`pill pill-${row.status.toLowerCase().replaceAll(' ', '-')}`}>{row.status}</span>
          </header>
          <div class="review">
            <Answers answers={answers} reload={reload} />
            <Decision row={row} assessmentId={assessmentId} me={me} changed={reload} />
          </div>
        </>
      )}
    </States>
  )
}
