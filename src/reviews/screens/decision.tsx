import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { editCandidate } from '../../candidates/contract.ts'
import type { Row } from '../../candidates/screens/row.ts'
import { call } from '../../dashboard/screens/call.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import type { Reviews } from '../contract.ts'
import type { Answer } from './answer.tsx'
import { ScoreCard } from './score-card.tsx'
import { ShareDialog } from './share-dialog.tsx'

type Given = { row: Row; assessmentId: string; me: Me; reviews: Reviews; answers: Answer[]; changed: () => void }

const outcomes = ['Shortlisted', 'Rejected'] as const

/** What becomes of a candidate; never shown before the server has it. */
export function Decision({ row, assessmentId, me, reviews, answers, changed }: Given) {
  const [wrong, setWrong] = useState<string>()
  const [isSharing, setSharing] = useState(false)
  const decide = async (outcome: (typeof outcomes)[number] | null) => {
    try {
      await call(editCandidate, { params: { id: assessmentId, pid: String(row.profile.profileId) }, body: { outcome } })
      setWrong(undefined)
      changed()
    } catch (error) {
      setWrong((error as Error).message)
    }
  }
  return (
    <section class="panel" aria-label="Decision">
      <h2>{row.outcome ?? 'Not decided'}</h2>
      <ScoreCard scores={reviews.scores} areHidden={reviews.others === null && reviews.hidden > 0} />
      {row.responseAt && <p class="hint">Handed in {dayOf(row.responseAt)}</p>}
      {me.role !== 'reviewer' && (
        <div class="actions">
          {outcomes.map((outcome) => (
            <button key={outcome} type="button" aria-pressed={row.outcome === outcome} onClick={() => decide(outcome)}>
              {outcome === 'Shortlisted' ? 'Shortlist' : 'Reject'}
            </button>
          ))}
          {row.outcome && (
            <button type="button" onClick={() => decide(null)}>
              Undo
            </button>
          )}
          <button type="button" onClick={() => setSharing(true)}>
            Share
          </button>
        </div>
      )}
      {wrong && <p role="alert">{wrong}</p>}
      {isSharing && <ShareDialog uuid={row.interviewId} answers={answers} close={() => setSharing(false)} />}
    </section>
  )
}
