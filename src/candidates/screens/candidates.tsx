import { useMemo, useState } from 'preact/hooks'
import type { Static } from 'typebox'
import type { Me } from '../../accounts/contract.ts'
import type { WireAssessment } from '../../assessments/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { sendInvite } from '../../invitations/contract.ts'
import { deleteCandidate, listCandidates, type Videointerview } from '../contract.ts'
import { AddCandidate } from './add-candidate.tsx'
import { Bulk } from './bulk.tsx'
import { CandidateTable } from './candidate-table.tsx'

export type Row = Static<typeof Videointerview>

const statuses = ['Draft', 'Awaiting Response', 'In Progress', 'Completed', 'Expired', 'Withdrawn']

type Given = { assessment: Static<typeof WireAssessment>; me: Me }

/** Who is in an assessment, found, filtered and acted on; ten thousand of them as quickly as ten. */
export function Candidates({ assessment, me }: Given) {
  const id = String(assessment.id)
  const { fetched, reload } = useFetched((signal) => call(listCandidates, { params: { id }, signal }), id)
  const [sought, setSought] = useState('')
  const [status, setStatus] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'add'>()
  const mayWrite = me.role !== 'reviewer'
  const all = fetched.at === 'here' ? fetched.data.Videointerviews : []
  const rows = useMemo(() => narrowed(all, sought, status), [all, sought, status])
  const marked = all.filter(({ interviewId }) => chosen.has(interviewId))

  const invite = async (these: Row[]) => {
    await call(sendInvite, { params: { id }, body: { interviewIds: these.map(({ interviewId }) => interviewId) } })
  }
  const remove = async (row: Row) => {
    await call(deleteCandidate, { params: { id, vid: row.interviewId }, body: [] })
  }
  const done = () => {
    setChosen(new Set())
    reload()
  }

  return (
    <section>
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search candidates"
          placeholder="Search"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <select aria-label="Status" value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
          <option value="">Every status</option>
          {statuses.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <span class="hint" role="status">
          {rows.length === all.length ? '' : `${rows.length} of `}
          {counted(all.length, 'candidate')}
        </span>
        {mayWrite && (
          <span class="actions">
            <button type="button" class="primary" onClick={() => setDialog('add')}>
              Add candidate
            </button>
          </span>
        )}
      </div>
      {mayWrite && marked.length > 0 && <Bulk rows={marked} invite={invite} remove={remove} done={done} />}
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={({ count }) => count === 0}
        empty={<p>Nobody is in this assessment yet. Add a candidate.</p>}
      >
        {() => (
          <CandidateTable assessmentId={id} rows={rows} chosen={chosen} choose={mayWrite ? setChosen : undefined} />
        )}
      </States>
      {dialog === 'add' && <AddCandidate assessmentId={id} close={() => setDialog(undefined)} added={reload} />}
    </section>
  )
}

function narrowed(all: Row[], sought: string, status: string): Row[] {
  const words = sought.trim().toLowerCase()
  return all.filter(
    (row) =>
      (status === '' || row.status === status) &&
      (words === '' ||
        `${row.profile.firstName} ${row.profile.lastName} ${row.candidateEmail}`.toLowerCase().includes(words)),
  )
}
