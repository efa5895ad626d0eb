import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { getAssessment } from '../../assessments/contract.ts'
import { listCandidates } from '../../candidates/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { addressOf, go } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { tasks } from '../../dashboard/screens/tasks.ts'
import { Title } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { importCandidates, rowsAtOnce } from '../contract.ts'
import type { Row } from './check-list.ts'
import { CheckRows } from './check-rows.tsx'
import { ChooseFile } from './choose-file.tsx'
import { type Columns, guess, rowsOf, type Table } from './columns.ts'
import './imports.css'
import { MapColumns } from './map-columns.tsx'

type Step = { at: 'choosing' } | { at: 'mapping'; table: Table; columns: Columns } | { at: 'checking'; rows: Row[] }

/** Many candidates from a file: chosen, its columns named, its rows put right, then brought in while one does other things. */
export function ImportPage({ id, me }: { id: string; me: Me }) {
  const [step, setStep] = useState<Step>({ at: 'choosing' })
  const { fetched, reload } = useFetched(async (signal) => {
    const [assessment, { Videointerviews }] = await Promise.all([
      call(getAssessment, { params: { id }, signal }),
      call(listCandidates, { params: { id }, signal }),
    ])
    return { assessment, there: new Set(Videointerviews.map(({ candidateEmail }) => candidateEmail.toLowerCase())) }
  }, id)

  const bring = (rows: Row[], invite: boolean) => {
    tasks.start({
      title: invite ? 'Import and invite' : 'Import',
      assessmentId: id,
      items: rows,
      atOnce: rowsAtOnce,
      nameOf: ({ firstName, lastName, emailAddress }) => emailAddress || `${firstName} ${lastName}`,
      act: async (candidates) => {
        const { rows } = await call(importCandidates, { params: { id }, body: { candidates, invite } })
        return rows.flatMap(({ why }, place) => {
          const item = candidates[place]
          return why === null || !item ? [] : [{ item, why }]
        })
      },
    })
    go({ at: 'assessment', id, tab: 'candidates' })
  }

  if (me.role === 'reviewer') return <p class="state">Only recruiters import candidates.</p>
  return (
    <States fetched={fetched} reload={reload}>
      {({ assessment, there }) => (
        <>
          <nav aria-label="Breadcrumb" class="crumbs">
            <a href={addressOf({ at: 'assessment', id, tab: 'candidates' })}>{assessment.groupName}</a>
          </nav>
          <header class="page-head">
            <Title>Import candidates</Title>
          </header>
          {step.at === 'choosing' && (
            <ChooseFile chosen={(table) => setStep({ at: 'mapping', table, columns: guess(table) })} />
          )}
          {step.at === 'mapping' && (
            <MapColumns
              {...step}
              back={() => setStep({ at: 'choosing' })}
              mapped={(columns) => setStep({ at: 'checking', rows: rowsOf(step.table, columns) })}
            />
          )}
          {step.at === 'checking' && (
            <CheckRows rows={step.rows} there={there} back={() => setStep({ at: 'choosing' })} bring={bring} />
          )}
        </>
      )}
    </States>
  )
}
