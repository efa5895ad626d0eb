import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { plain } from '../../questions/screens/question-fields.tsx'
import { type LibraryQuestion, listLibrary } from '../contract.ts'
import { categoriesOf, Facts, matches } from './library-list.tsx'

type Given = { close: () => void; add: (questions: LibraryQuestion[]) => Promise<void> }

/** Copies of what is in the library: what is changed there later changes no interview. */
export function FromLibrary({ close, add }: Given) {
  const { fetched, reload } = useFetched((signal) => call(listLibrary, { signal }), 'library')
  const [sought, setSought] = useState('')
  const [category, setCategory] = useState('')
  const [chosen, setChosen] = useState<number[]>([])
  const all = fetched.at === 'here' ? fetched.data : []
  const act = () => add(all.filter(({ id }) => chosen.includes(id)))
  return (
    <FormDialog title="Add from library" submit="Add" close={close} act={act} isReady={chosen.length > 0} isWide>
      <div class="fields">
        <input
          type="search"
          aria-label="Search the library"
          placeholder="Search"
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <select aria-label="Category" value={category} onChange={(event) => setCategory(event.currentTarget.value)}>
          <option value="">Every category</option>
          {categoriesOf(all).map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </div>
      <States
        fetched={fetched}
        reload={reload}
        isEmpty={(all) => all.length === 0}
        empty={<p>The library is empty. Save a question to it first.</p>}
      >
        {(all) => (
          <ul class="library">
            {all
              .filter((each) => matches(each, sought, category))
              .map((question) => (
                <li key={question.id}>
                  <label class="tick">
                    <input
                      type="checkbox"
                      checked={chosen.includes(question.id)}
                      onChange={({ currentTarget: { checked } }) =>
                        setChosen(checked ? [...chosen, question.id] : chosen.filter((id) => id !== question.id))
                      }
                    />
                    <span class="library-words">{plain(question.question)}</span>
                    <Facts question={question} />
                  </label>
                </li>
              ))}
          </ul>
        )}
      </States>
    </FormDialog>
  )
}
