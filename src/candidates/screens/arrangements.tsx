import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { MomentField } from '../../dashboard/screens/moment-field.tsx'
import { giveRetake } from '../../requests/contract.ts'
import { ExtraTime, type Multiplier } from '../../requests/screens/extra-time.tsx'
import { RetakeFields } from '../../requests/screens/retake-fields.tsx'
import { editCandidate } from '../contract.ts'
import type { Row } from './row.ts'
import { nameOf } from './sorting.ts'

type Given = { assessmentId: string; row: Row; close: () => void; changed: () => void }
type Kind = 'deadline' | 'time' | 'retake'

/** What is arranged for one candidate without being asked: a later deadline, more time, another go. */
export function Arrangements({ assessmentId: id, row, close, changed }: Given) {
  const isHandedIn = row.status === 'Completed'
  const [kind, setKind] = useState<Kind>(isHandedIn ? 'retake' : 'deadline')
  const [until, setUntil] = useState(() => later(Date.parse(row.expirationDate)))
  const [timeMultiplier, setMultiplier] = useState<Multiplier>(1.5)
  const [questionIds, setQuestionIds] = useState<number[]>()
  const kinds: [Kind, string][] = isHandedIn
    ? [['retake', 'Let answer again']]
    : [
        ['deadline', 'Extend the deadline'],
        ['time', 'Extra time'],
      ]
  const params = { id, pid: String(row.profileId) }
  const act = async () => {
    if (kind === 'deadline') await call(editCandidate, { params, body: { expiresAt: String(until) } })
    else if (kind === 'time') await call(editCandidate, { params, body: { timeMultiplier } })
    else {
      const body = { expiresAt: String(until), ...(questionIds && { questionIds }) }
      await call(giveRetake, { params: { id: row.interviewId }, body })
    }
    changed()
  }
  return (
    <FormDialog
      title={nameOf(row)}
      submit="Save"
      close={close}
      act={act}
      isReady={row.status !== 'Withdrawn' && (questionIds === undefined || questionIds.length > 0)}
    >
      {row.status === 'Withdrawn' && <p>This candidate has withdrawn: there is nothing to arrange.</p>}
      {kinds.length > 1 && (
        <fieldset>
          <legend>Arrange</legend>
          {kinds.map(([each, label]) => (
            <label key={each} class="tick">
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              {label}
            </label>
          ))}
        </fieldset>
      )}
      {kind === 'time' && <ExtraTime chosen={timeMultiplier} choose={setMultiplier} />}
      {kind === 'retake' && <RetakeFields interviewId={row.interviewId} chosen={questionIds} choose={setQuestionIds} />}
      {kind !== 'time' && (
        <MomentField
          label="Closes for them"
          at={until}
          set={setUntil}
          faultOf={(at) => (at <= Date.now() ? 'This is in the past.' : undefined)}
        />
      )}
    </FormDialog>
  )
}

const dayMs = 86_400_000

/** A week after what there is now, or from today. */
const later = (deadline: number) => Math.max(deadline, Date.now()) + 7 * dayMs
