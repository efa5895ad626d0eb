import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { addressOf, go } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import { addQuestion } from '../../questions/contract.ts'
import { type Template, templates } from '../../questions/templates.ts'
import { createAssessment, getOverview, type Overview } from '../contract.ts'

const mayWrite = ({ role }: Me) => role !== 'reviewer'

export function Assessments({ me }: { me: Me }) {
  const { fetched, reload } = useFetched((signal) => call(getOverview, { signal }), 'overview')
  const [sought, setSought] = useState('')
  const [isMaking, setMaking] = useState<Template | 'blank'>()
  const matches = ({ name }: Overview) => name.toLowerCase().includes(sought.trim().toLowerCase())
  return (
    <>
      <header class="page-head">
        <h1>Assessments</h1>
        <input
          type="search"
          aria-label="Search assessments"
          placeholder="Search"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        {mayWrite(me) && (
          <button type="button" class="primary" onClick={() => setMaking('blank')}>
            New assessment
          </button>
        )}
      </header>
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={(all) => all.length === 0}
        empty={<FirstOne mayWrite={mayWrite(me)} make={setMaking} />}
      >
        {(all) => <Table rows={all.filter(matches)} />}
      </States>
      {isMaking && (
        <NewAssessment template={isMaking === 'blank' ? undefined : isMaking} close={() => setMaking(undefined)} />
      )}
    </>
  )
}

function FirstOne({ mayWrite, make }: { mayWrite: boolean; make: (template: Template | 'blank') => void }) {
  if (!mayWrite) return <p>There is no assessment yet.</p>
  return (
    <>
      <h2>Make your first interview</h2>
      <p>Start from one of these, and change what you like.</p>
      <ul class="templates">
        {templates.map((template) => (
          <li key={template.name} class="panel">
            <h3>{template.name}</h3>
            <p>{template.about}</p>
            <button type="button" onClick={() => make(template)}>
              Use {template.name}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Table({ rows }: { rows: Overview[] }) {
  if (rows.length === 0) return <p class="state">Nothing matches.</p>
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Status</th>
            <th scope="col" class="number">
              Invited
            </th>
            <th scope="col" class="number">
              Started
            </th>
            <th scope="col" class="number">
              Submitted
            </th>
            <th scope="col" class="number">
              To review
            </th>
            <th scope="col">Closes</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a
                  href={addressOf({
                    at: 'assessment',
                    id: String(row.id),
                    tab: row.questions === 0 ? 'questions' : 'candidates',
                  })}
                >
                  {row.name}
                </a>
              </th>
              <td>
                <span class={`pill pill-${stateOf(row)}`}>{labels[stateOf(row)]}</span>
              </td>
              <td class="number">{row.invited}</td>
              <td class="number">{row.started}</td>
              <td class="number">{row.submitted}</td>
              <td class="number">{row.toReview}</td>
              <td>{dayOf(row.expiresAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const labels = { early: 'Not open yet', open: 'Open', closed: 'Closed' }

function stateOf({ startsAt, expiresAt, closedAt }: Overview): keyof typeof labels {
  const now = Date.now()
  if (closedAt !== null || Date.parse(expiresAt) <= now) return 'closed'
  return Date.parse(startsAt) > now ? 'early' : 'open'
}

function NewAssessment({ template, close }: { template: Template | undefined; close: () => void }) {
  const [name, setName] = useState(template?.name ?? '')
  const [from, setFrom] = useState(template?.name ?? '')
  const make = async () => {
    const made = await call(createAssessment, { body: { groupName: name } })
    const params = { id: String(made.id) }
    for (const question of templates.find((each) => each.name === from)?.questions ?? []) {
      await call(addQuestion, { params, body: question })
    }
    go({ at: 'assessment', id: params.id, tab: 'questions' })
  }
  return (
    <FormDialog title="New assessment" submit="Create" close={close} act={make} isReady={name.trim() !== ''}>
      <label>
        Name
        <input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        Questions
        <select value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
          <option value="">None yet</option>
          {templates.map((each) => (
            <option key={each.name}>{each.name}</option>
          ))}
        </select>
      </label>
    </FormDialog>
  )
}
