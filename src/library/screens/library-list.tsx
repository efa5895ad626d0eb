import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { useCriteria } from '../../criteria/screens/use-criteria.ts'
import { call } from '../../dashboard/screens/call.ts'
import { counted } from '../../dashboard/screens/counted.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { kinds, plain } from '../../questions/screens/question-fields.tsx'
import { editInLibrary, type LibraryQuestion, listLibrary } from '../contract.ts'
import './library.css'
import { LibraryForm } from './library-form.tsx'

/** The questions of the company, found by their words or their category. */
export function LibraryList({ me }: { me: Me }) {
  const [isArchive, setArchive] = useState(false)
  const query = { archived: String(isArchive) }
  const { fetched, reload } = useFetched((signal) => call(listLibrary, { query, signal }), query.archived)
  const [sought, setSought] = useState('')
  const [category, setCategory] = useState('')
  const [open, setOpen] = useState<LibraryQuestion | 'new'>()
  const criteria = useCriteria()
  const mayWrite = me.role !== 'reviewer'
  const categories = categoriesOf(fetched.at === 'here' ? fetched.data : [])
  const archive = async ({ id, archived }: LibraryQuestion) => {
    await call(editInLibrary, { params: { id: String(id) }, body: { archived: !archived } })
    reload()
  }
  return (
    <>
      <div class="toolbar">
        <input
          type="search"
          aria-label="Search questions"
          placeholder="Search"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <select aria-label="Category" value={category} onChange={(event) => setCategory(event.currentTarget.value)}>
          <option value="">Every category</option>
          {categories.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
        <label class="tick">
          <input type="checkbox" checked={isArchive} onChange={(event) => setArchive(event.currentTarget.checked)} />
          Archived
        </label>
        {mayWrite && (
          <span class="actions">
            <button type="button" class="primary" onClick={() => setOpen('new')}>
              New question
            </button>
          </span>
        )}
      </div>
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={(all) => all.length === 0}
        empty={
          <p>{isArchive ? 'Nothing is archived.' : 'No questions yet. Write one, or save one from an assessment.'}</p>
        }
      >
        {(all) => {
          const found = all.filter((each) => matches(each, sought, category))
          return (
            <>
              <p class="hint" role="status">
                {counted(found.length, 'question')}
              </p>
              <ul class="library">
                {found.map((question) => (
                  <li key={question.id} class="panel">
                    <p class="library-words">{plain(question.question)}</p>
                    <span class="actions">
                      <Facts question={question} />
                      {mayWrite && (
                        <>
                          <button
                            type="button"
                            aria-label={`Edit ${plain(question.question)}`}
                            onClick={() => setOpen(question)}
                          >
                            Edit
                          </button>
                          <button
                            type="button"
                            aria-label={`${question.archived ? 'Bring back' : 'Archive'} ${plain(question.question)}`}
                            onClick={() => archive(question)}
                          >
                            {question.archived ? 'Bring back' : 'Archive'}
                          </button>
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </States>
      {open && (
        <LibraryForm
          question={open === 'new' ? undefined : open}
          categories={categories}
          criteria={criteria}
          close={() => setOpen(undefined)}
          saved={reload}
        />
      )}
    </>
  )
}

export function Facts({ question: { questionType, category } }: { question: LibraryQuestion }) {
  return (
    <>
      <span class="pill">{kinds.find(([kind]) => kind === questionType)?.[1]}</span>
      {category && <span class="pill">{category}</span>}
    </>
  )
}

export const categoriesOf = (all: { category: string | null }[]) =>
  [...new Set(all.flatMap(({ category }) => category ?? []))].sort()

export const matches = ({ question, category }: LibraryQuestion, sought: string, only: string) =>
  (only === '' || category === only) && plain(question).toLowerCase().includes(sought.trim().toLowerCase())
