import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { editCriterion, listCriteria } from '../contract.ts'
import './criteria.css'
import { CriterionForm } from './criterion-form.tsx'
import type { Criterion } from './use-criteria.ts'

/** What answers are rated by: a name, and what each mark means in words. */
export function CriteriaList({ me }: { me: Me }) {
  const { fetched, reload } = useFetched((signal) => call(listCriteria, { signal }), 'criteria')
  const [isArchive, setArchive] = useState(false)
  const [open, setOpen] = useState<Criterion | 'new'>()
  const mayWrite = me.role !== 'reviewer'
  const archive = async ({ id, archived }: Criterion) => {
    await call(editCriterion, { params: { id: String(id) }, body: { archived: !archived } })
    reload()
  }
  return (
    <>
      <div class="toolbar">
        <label class="tick">
          <input type="checkbox" checked={isArchive} onChange={(event) => setArchive(event.currentTarget.checked)} />
          Archived
        </label>
        {mayWrite && (
          <span class="actions">
            <button type="button" class="primary" onClick={() => setOpen('new')}>
              New criterion
            </button>
          </span>
        )}
      </div>
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={(all) => !all.some(({ archived }) => archived === isArchive)}
        empty={<p>{isArchive ? 'Nothing is archived.' : 'There are no criteria yet. Templates bring some along.'}</p>}
      >
        {(all) => (
          <ul class="criteria">
            {all
              .filter(({ archived }) => archived === isArchive)
              .map((criterion) => (
                <li key={criterion.id} class="panel">
                  <h2>{criterion.criteriaName}</h2>
                  {criterion.description && <p>{criterion.description}</p>}
                  <ol>
                    {criterion.scale.map((anchor, index) => (
                      <li key={index}>{anchor}</li>
                    ))}
                  </ol>
                  {mayWrite && (
                    <div class="actions">
                      <button
                        type="button"
                        aria-label={`Edit ${criterion.criteriaName}`}
                        onClick={() => setOpen(criterion)}
                      >
                        Edit
                      </button>
                      <button
                        type="button"
                        aria-label={`${criterion.archived ? 'Bring back' : 'Archive'} ${criterion.criteriaName}`}
                        onClick={() => archive(criterion)}
                      >
                        {criterion.archived ? 'Bring back' : 'Archive'}
                      </button>
                    </div>
                  )}
                </li>
              ))}
          </ul>
        )}
      </States>
      {open && (
        <CriterionForm criterion={open === 'new' ? undefined : open} close={() => setOpen(undefined)} saved={reload} />
      )}
    </>
  )
}
