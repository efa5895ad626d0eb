import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { MomentField } from '../../dashboard/screens/moment-field.tsx'
import { go } from '../../dashboard/screens/route.ts'
import { type Refusal, tasks, type Work } from '../../dashboard/screens/tasks.ts'
import { sendInvite, sendReminder } from '../../invitations/contract.ts'
import { deleteCandidate, editCandidate } from '../contract.ts'
import type { Row } from './row.ts'
import { nameOf } from './sorting.ts'

type Given = { assessmentId: string; rows: Row[]; done: () => void }
type Act = Work<Row>['act']

const dayMs = 86_400_000
const mostCompared = 4
const uuidOf = ({ interviewId }: Row) => interviewId

/** What is done to all that are chosen, as a task: it goes on while they are elsewhere, and says whom it failed for. */
export function Bulk({ assessmentId: id, rows, done }: Given) {
  const [asking, setAsking] = useState<'delete' | 'extend'>()
  const [until, setUntil] = useState<number>()
  const start = (title: string, atOnce: number, act: Act) => {
    const lanes = atOnce === 1 ? 4 : 1
    tasks.start({ title, assessmentId: id, items: rows, atOnce, lanes, nameOf, act })
    done()
  }
  const invite: Act = async (batch) => {
    const { those, refused } = split(batch, ({ status }) => status !== 'Completed' && status !== 'Withdrawn')
    const body = { interviewIds: those.map(({ interviewId }) => interviewId) }
    if (those.length > 0) await call(sendInvite, { params: { id }, body })
    return refused
  }
  const remind: Act = async (batch) => {
    const body = { interviewIds: batch.map(({ interviewId }) => interviewId) }
    const { refused } = await call(sendReminder, { params: { id }, body })
    return refused.flatMap(({ interviewId, why }) => {
      const item = batch.find((row) => row.interviewId === interviewId)
      return item ? [{ item, why }] : []
    })
  }
  const extend = (at: number): Act =>
    one((row) => call(editCandidate, { params: { id, pid: String(row.profileId) }, body: { expiresAt: String(at) } }))
  const remove: Act = one((row) => call(deleteCandidate, { params: { id, vid: row.interviewId }, body: [] }))
  const people = counted(rows.length, 'candidate')
  const openExtend = () => {
    setUntil(Date.now() + 7 * dayMs)
    setAsking('extend')
  }
  return (
    <section class="bulk" aria-label="Chosen candidates">
      <strong>{rows.length} chosen</strong>
      <button type="button" onClick={() => start(`Invite ${people}`, 100, invite)}>
        Invite
      </button>
      <button type="button" onClick={() => start(`Remind ${people}`, 100, remind)}>
        Remind
      </button>
      <button type="button" onClick={openExtend}>
        Extend
      </button>
      <button type="button" onClick={() => setAsking('delete')}>
        Delete
      </button>
      {rows.length >= 2 && rows.length <= mostCompared && (
        <button type="button" onClick={() => go({ at: 'compare', assessmentId: id, uuids: rows.map(uuidOf) })}>
          Compare
        </button>
      )}
      <button type="button" onClick={done}>
        Choose none
      </button>
      {asking === 'extend' && (
        <FormDialog
          title={`A new deadline for ${people}`}
          submit="Extend"
          close={() => setAsking(undefined)}
          isReady={until !== undefined}
          act={async () => start(`Extend ${people}`, 1, extend(until ?? 0))}
        >
          <MomentField
            label="Closes"
            at={until}
            set={setUntil}
            faultOf={(at) => (at <= Date.now() ? 'This is in the past.' : undefined)}
          />
          <p class="hint">It holds for them alone; the assessment closes for the others as before.</p>
        </FormDialog>
      )}
      {asking === 'delete' && (
        <FormDialog
          title={`Delete ${rows.length === 1 ? 'this candidate' : people}?`}
          submit="Delete"
          close={() => setAsking(undefined)}
          act={async () => start(`Delete ${people}`, 1, remove)}
        >
          <p>Everything they recorded is deleted too, for good.</p>
        </FormDialog>
      )}
    </section>
  )
}

/** For what the server does for one at a time. */
const one =
  (act: (row: Row) => Promise<unknown>): Act =>
  async ([row]) => {
    if (row) await act(row)
    return []
  }

/** Whom the server would refuse for certain is not sent to it. */
function split(batch: Row[], isRight: (row: Row) => boolean): { those: Row[]; refused: Refusal<Row>[] } {
  const refused = batch.filter((row) => !isRight(row))
  return {
    those: batch.filter(isRight),
    refused: refused.map((item) => ({ item, why: `This interview is ${item.status.toLowerCase()}.` })),
  }
}
