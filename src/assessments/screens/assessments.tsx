import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { GettingStarted } from '../../accounts/screens/getting-started.tsx'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { Title } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import type { Template } from '../../questions/templates.ts'
import { getOverview, type Overview } from '../contract.ts'
import { AssessmentTable } from './assessment-table.tsx'
import './assessments.css'
import { NewAssessment, TemplateChoice } from './new-assessment.tsx'
import { type State, stateLabels, stateOf } from './states-of.ts'

const mayWrite = ({ role }: Me) => role !== 'reviewer'

/** Those in use; the archived ones when asked for. */
export function Assessments({ me }: { me: Me }) {
  const [state, setState] = useState<State | ''>('')
  const [sought, setSought] = useState('')
  const [isMaking, setMaking] = useState<Template | 'blank'>()
  const archived = String(state === 'archived')
  const { fetched, reload } = useFetched((signal) => call(getOverview, { query: { archived }, signal }), archived)
  const matches = (row: Overview) =>
    (state === '' || stateOf(row) === state) && row.name.toLowerCase().includes(sought.trim().toLowerCase())
  return (
    <>
      <header class="page-head">
        <Title>Assessments</Title>
        <input
          type="search"
          aria-label="Search assessments"
          placeholder="Search"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <select
          aria-label="State"
          value={state}
          onChange={(event) => setState(event.currentTarget.value as State | '')}
        >
          <option value="">In use</option>
          {Object.entries(stateLabels).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
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
        empty={
          state === 'archived' ? (
            <p>Nothing is archived.</p>
          ) : (
            <>
              <GettingStarted me={me} />
              <FirstOne mayWrite={mayWrite(me)} make={setMaking} />
            </>
          )
        }
      >
        {(all) => (
          <>
            <AssessmentTable rows={all.filter(matches)} mayWrite={mayWrite(me)} changed={reload} />
            {mayWrite(me) && state !== 'archived' && (
              <details class="more-templates">
                <summary>Start from a template</summary>
                <TemplateChoice make={setMaking} />
              </details>
            )}
          </>
        )}
      </States>
      {isMaking && (
        <NewAssessment template={isMaking === 'blank' ? undefined : isMaking} close={() => setMaking(undefined)} />
      )}
    </>
  )
}

function FirstOne({ mayWrite, make }: { mayWrite: boolean; make: (template: Template) => void }) {
  if (!mayWrite) return <p>There is no assessment yet.</p>
  return (
    <>
      <h2>Make your first interview</h2>
      <p>Start from one of these, and change what you like.</p>
      <TemplateChoice make={make} />
    </>
  )
}
