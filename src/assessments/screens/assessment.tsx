import type { Me } from '../../accounts/contract.ts'
import { Candidates } from '../../candidates/screens/candidates.tsx'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf, type Route } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { Title } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { Letters } from '../../invitations/screens/letters.tsx'
import { PreviewTab } from '../../preview/screens/preview-tab.tsx'
import { Questions } from '../../questions/screens/questions.tsx'
import { getAssessment } from '../contract.ts'
import './assessments.css'
import { Branding } from './branding.tsx'
import { Settings } from './settings.tsx'

type Tab = Extract<Route, { at: 'assessment' }>['tab']
const tabs: [Tab, string][] = [
  ['candidates', 'Candidates'],
  ['questions', 'Questions'],
  // Not “Settings” too: that link is in the rail, and of the house.
  ['settings', 'Setup'],
  ['branding', 'Branding'],
  ['letters', 'Letters'],
  ['preview', 'Preview'],
]

/** One assessment: who is in it, what is asked, and how. */
export function AssessmentPage({ id, tab, me }: { id: string; tab: Tab; me: Me }) {
  const { fetched, reload, change } = useFetched((signal) => call(getAssessment, { params: { id }, signal }), id)
  return (
    <States fetched={fetched} reload={reload}>
      {(assessment) => (
        <>
          <header class="page-head">
            <Title>{assessment.groupName}</Title>
          </header>
          <nav class="tabs" aria-label="Assessment">
            {tabs.map(([at, label]) => (
              <a
                key={at}
                href={addressOf({ at: 'assessment', id, tab: at })}
                {...(at === tab && { 'aria-current': 'page' as const })}
              >
                {label}
              </a>
            ))}
            <a href={addressOf({ at: 'compare', assessmentId: id, uuids: [] })}>Compare</a>
            {me.role !== 'reviewer' && (
              // Not “Analytics” too: that link is in the rail, and of all assessments.
              <a href={addressOf({ at: 'analytics', assessment: id, from: '', to: '' })}>Numbers</a>
            )}
          </nav>
          {tab === 'candidates' && <Candidates assessment={assessment} me={me} />}
          {tab === 'questions' && <Questions assessment={assessment} me={me} />}
          {tab === 'settings' && <Settings assessment={assessment} me={me} changed={(next) => change(() => next)} />}
          {tab === 'branding' && <Branding assessment={assessment} me={me} changed={(next) => change(() => next)} />}
          {tab === 'letters' && <Letters assessment={assessment} me={me} changed={(next) => change(() => next)} />}
          {tab === 'preview' && <PreviewTab id={id} />}
        </>
      )}
    </States>
  )
}
