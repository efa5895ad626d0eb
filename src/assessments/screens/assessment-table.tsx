import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { addressOf, go } from '../../dashboard/screens/route.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import { duplicateAssessment, editAssessment, type Overview } from '../contract.ts'
import { stateLabels, stateOf } from './states-of.ts'

type Given = { rows: Overview[]; mayWrite: boolean; changed: () => void }

const counts: [keyof Overview & ('invited' | 'started' | 'submitted' | 'toReview'), string][] = [
  ['invited', 'Invited'],
  ['started', 'Started'],
  ['submitted', 'Submitted'],
  ['toReview', 'To review'],
]

export function AssessmentTable({ rows, mayWrite, changed }: Given) {
  const [duplicated, setDuplicated] = useState<Overview>()
  const [wrong, setWrong] = useState<string>()
  const edit = async ({ id }: Overview, body: { closed?: boolean; archived?: boolean }) => {
    const why = await call(editAssessment, { params: { id: String(id) }, body }).then(
      () => undefined,
      (error) => (error as Error).message,
    )
    setWrong(why)
    changed()
  }
  if (rows.length === 0) return <p class="state">Nothing matches.</p>
  return (
    <>
      {wrong && <p role="alert">{wrong}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="scroll" tabIndex={0} aria-label="Assessments">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Status</th>
              {counts.map(([key, label]) => (
                <th key={key} scope="col" class="number">
                  {label}
                </th>
              ))}
              <th scope="col">Closes</th>
              {mayWrite && (
                <th scope="col">
                  <span class="unseen">Actions</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <a href={addressOf({ at: 'assessment', id: String(row.id), tab: firstTab(row) })}>{row.name}</a>
                </th>
                <td>
                  <span class={`pill pill-${stateOf(row)}`}>{stateLabels[stateOf(row)]}</span>
                </td>
                {counts.map(([key]) => (
                  <td key={key} class="number">
                    {row[key]}
                  </td>
                ))}
                <td>{dayOf(row.expiresAt)}</td>
                {mayWrite && (
                  <td>
                    <Actions row={row} edit={(body) => void edit(row, body)} duplicate={() => setDuplicated(row)} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {duplicated && <Duplicate row={duplicated} close={() => setDuplicated(undefined)} />}
    </>
  )
}

const firstTab = ({ questions }: Overview) => (questions === 0 ? 'questions' : 'candidates')

type ActionsGiven = {
  row: Overview
  edit: (body: { closed?: boolean; archived?: boolean }) => void
  duplicate: () => void
}

function Actions({ row, edit, duplicate }: ActionsGiven) {
  const { name, closedAt, archivedAt } = row
  const isOver = stateOf(row) === 'closed' && closedAt === null
  const action = (label: string, act: () => void) => (
    <button type="button" class="small" aria-label={`${label} ${name}`} onClick={act}>
      {label}
    </button>
  )
  return (
    <span class="row-actions">
      {action('Duplicate', duplicate)}
      {archivedAt === null && !isOver && action(closedAt ? 'Reopen' : 'Close', () => edit({ closed: !closedAt }))}
      {action(archivedAt ? 'Bring back' : 'Archive', () => edit({ archived: !archivedAt }))}
    </span>
  )
}

function Duplicate({ row, close }: { row: Overview; close: () => void }) {
  const [groupName, setName] = useState(`${row.name} (copy)`)
  const act = async () => {
    const { id } = await call(duplicateAssessment, { params: { id: String(row.id) }, body: { groupName } })
    go({ at: 'assessment', id: String(id), tab: 'questions' })
  }
  return (
    <FormDialog title="Duplicate" submit="Duplicate" close={close} act={act} isReady={groupName.trim() !== ''}>
      <p class="hint">Its settings and questions, not its candidates; open from now on, for as long as this one was.</p>
      <label>
        Name
        <input required maxLength={490} value={groupName} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
    </FormDialog>
  )
}
