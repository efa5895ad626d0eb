import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { editCandidate } from '../../candidates/contract.ts'
import type { Row } from '../../candidates/screens/candidates.tsx'
import { call } from '../../dashboard/screens/call.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import { shareInterview } from '../../shares/contract.ts'

type Given = { row: Row; assessmentId: string; me: Me; changed: () => void }

const outcomes = ['Shortlisted', 'Rejected'] as const

/** What becomes of a candidate; never shown before the server has it. */
export function Decision({ row, assessmentId, me, changed }: Given) {
  const [wrong, setWrong] = useState<string>()
  const [link, setLink] = useState<string | null>(row.sharingUrl)
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
      setWrong(undefined)
    } catch (error) {
      setWrong((error as Error).message)
    }
  }
  const decide = (outcome: (typeof outcomes)[number] | null) =>
    attempt(async () => {
      await call(editCandidate, { params: { id: assessmentId, pid: String(row.profile.profileId) }, body: { outcome } })
      changed()
    })
  const share = () =>
    attempt(async () =>
      setLink((await call(shareInterview, { params: { id: row.interviewId }, body: {} })).videointerviewUrl),
    )
  return (
    <aside class="panel">
      <h2>Decision</h2>
      <dl>
        <dt>Score</dt>
        <dd>{row.interviewScore ?? '–'}</dd>
        <dt>Result</dt>
        <dd>{row.result ?? '–'}</dd>
        <dt>Outcome</dt>
        <dd>{row.outcome ?? 'Open'}</dd>
        <dt>Submitted</dt>
        <dd>{row.responseAt ? dayOf(row.responseAt) : '–'}</dd>
      </dl>
      {me.role !== 'reviewer' && (
        <>
          <div class="actions">
            {outcomes.map((outcome) => (
              <button
                key={outcome}
                type="button"
                aria-pressed={row.outcome === outcome}
                onClick={() => decide(outcome)}
              >
                {outcome === 'Shortlisted' ? 'Shortlist' : 'Reject'}
              </button>
            ))}
            {row.outcome && (
              <button type="button" onClick={() => decide(null)}>
                Undo
              </button>
            )}
            <button type="button" onClick={share}>
              Share
            </button>
          </div>
          {link && (
            <label>
              Link for somebody without an account, good for 14 days
              <input readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
            </label>
          )}
        </>
      )}
      {wrong && <p role="alert">{wrong}</p>}
    </aside>
  )
}
