import { useMemo, useState } from 'preact/hooks'
import type { Static } from 'typebox'
import type { Me } from '../../accounts/contract.ts'
import type { WireAssessment } from '../../assessments/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { useTaskOver } from '../../dashboard/screens/use-tasks.ts'
import { download } from '../../exports/screens/download.ts'
import { Requests } from '../../requests/screens/requests.tsx'
import { listCandidates } from '../contract.ts'
import { AddCandidate } from './add-candidate.tsx'
import { Arrangements } from './arrangements.tsx'
import { Bulk } from './bulk.tsx'
import { CandidateTable } from './candidate-table.tsx'
import './candidates.css'
import type { Row } from './row.ts'
import { type Column, narrowed, type Sorting, sorted, withWords } from './sorting.ts'
import { useLetters } from './use-letters.ts'

const statuses = ['Draft', 'Awaiting Response', 'In Progress', 'Completed', 'Expired', 'Withdrawn']
const outcomes = ['Shortlisted', 'Rejected', 'None']

type Given = { assessment: Static<typeof WireAssessment>; me: Me }

/** Who is in an assessment, found, filtered and acted on; ten thousand of them as quickly as ten. */
export function Candidates({ assessment, me }: Given) {
  const id = String(assessment.id)
  const { fetched, reload } = useFetched((signal) => call(listCandidates, { params: { id }, signal }), id)
  const letters = useLetters(id)
  const look = () => {
    reload()
    letters.reload()
  }
  useTaskOver(id, look)
  const [narrowing, setNarrowing] = useState({ sought: '', status: '', outcome: '' })
  const [sorting, setSorting] = useState<Sorting>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isAdding, setAdding] = useState(false)
  const [arranged, setArranged] = useState<Row>()
  const [wrong, setWrong] = useState<string>()
  const mayWrite = me.role !== 'reviewer'
  const all = fetched.at === 'here' ? fetched.data.Videointerviews : []
  const ordered = useMemo(() => withWords(sorted(all, sorting)), [all, sorting])
  const rows = useMemo(() => narrowed(ordered, narrowing), [ordered, narrowing])
  const marked = useMemo(() => all.filter(({ interviewId }) => chosen.has(interviewId)), [all, chosen])
  const sort = (by: Column) => setSorting({ by, isDown: sorting?.by === by && !sorting.isDown })
  const save = async () => {
    const isWhole = rows.length === all.length && !sorting
    const interviewIds = isWhole ? undefined : rows.map(({ interviewId }) => interviewId)
    const why = await download(id, interviewIds, assessment.groupName).then(
      () => undefined,
      (error) => (error as Error).message,
    )
    setWrong(why)
  }
  const choice = (label: string, key: 'status' | 'outcome', every: string, values: string[]) => (
    <select
      aria-label={label}
      value={narrowing[key]}
      onChange={(event) => setNarrowing({ ...narrowing, [key]: event.currentTarget.value })}
    >
      <option value="">{every}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {each === 'None' ? 'Not decided' : each}
        </option>
      ))}
    </select>
  )

  return (
    <section>
      {mayWrite && <Over assessment={assessment} />}
      {mayWrite && <Requests assessmentId={id} rows={all} decided={reload} />}
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search candidates"
          placeholder="Search"
          value={narrowing.sought}
          onInput={(event) => setNarrowing({ ...narrowing, sought: event.currentTarget.value })}
        />
        {choice('Status', 'status', 'Every status', statuses)}
        {choice('Outcome', 'outcome', 'Every outcome', outcomes)}
        <span class="hint" role="status">
          {rows.length === all.length ? '' : `${rows.length} of `}
          {counted(all.length, 'candidate')}
        </span>
        {mayWrite && (
          <span class="actions">
            <button type="button" disabled={rows.length === 0} onClick={() => void save()}>
              Export CSV
            </button>
            <a class="button" href={addressOf({ at: 'import', id })}>
              Import
            </a>
            <button type="button" class="primary" onClick={() => setAdding(true)}>
              Add candidate
            </button>
          </span>
        )}
      </div>
      {wrong && <p role="alert">{wrong}</p>}
      {mayWrite && marked.length > 0 && <Bulk assessmentId={id} rows={marked} done={() => setChosen(new Set())} />}
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={({ count }) => count === 0}
        empty={<p>Nobody is in this assessment yet. Add a candidate, or import a list.</p>}
      >
        {() =>
          rows.length === 0 ? (
            <p class="state">Nobody matches.</p>
          ) : (
            <CandidateTable
              {...{ rows, sorting, sort, chosen }}
              letterOf={letters.of}
              assessmentId={id}
              choose={mayWrite ? setChosen : undefined}
              arrange={setArranged}
            />
          )
        }
      </States>
      {isAdding && <AddCandidate assessmentId={id} close={() => setAdding(false)} added={look} />}
      {arranged && (
        <Arrangements assessmentId={id} row={arranged} close={() => setArranged(undefined)} changed={reload} />
      )}
    </section>
  )
}

/** Before anybody is invited to what is over. */
function Over({ assessment: { id, closed, expiresAt } }: Pick<Given, 'assessment'>) {
  if (!closed && Number(expiresAt) > Date.now()) return null
  return (
    <p class="hint warn">
      {closed
        ? 'This assessment is closed: whoever opens their link finds it closed. '
        : 'The deadline has passed: only who has a later one of their own can still answer. '}
      <a href={addressOf({ at: 'assessment', id: String(id), tab: 'settings' })}>Open it again</a>
    </p>
  )
}
