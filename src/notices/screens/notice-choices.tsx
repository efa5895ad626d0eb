import { useState } from 'preact/hooks'
import type { Me } from '../../accounts/contract.ts'
import { call } from '../../dashboard/screens/call.ts'
import { LanguageOptions } from '../../dashboard/screens/language-options.tsx'
import { Saved } from '../../dashboard/screens/saved.tsx'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { useSaved } from '../../dashboard/screens/use-saved.ts'
import { languageOf } from '../../lib/languages.ts'
import { chooseNotices, getNotices, type WireChoice } from '../contract.ts'
import { NoticePreviews } from './notice-previews.tsx'

/** Which letters one gets oneself, in which language, and how they read. */
export function NoticeChoices({ me }: { me: Me }) {
  /** The language that letters are in by now, once another has been saved. */
  const [written, setWritten] = useState('')
  const { fetched, reload, change } = useFetched((signal) => call(getNotices, { signal }), 'notices')
  const { saving, change: save } = useSaved<WireChoice>(async (body) => {
    const { language } = await call(chooseNotices, { body })
    setWritten(language)
  })
  const set = (by: Partial<WireChoice>) => {
    change((before) => ({ ...before, ...by }))
    save(by)
  }
  return (
    <>
      <form class="panel" onSubmit={(event) => event.preventDefault()}>
        <h2>Letters to you</h2>
        <Saved saving={saving} />
        <States fetched={fetched} reload={reload}>
          {(choice) => (
            <>
              <Completed choice={choice} set={set} />
              {me.role !== 'reviewer' && (
                <label class="tick">
                  <input
                    type="checkbox"
                    checked={choice.requests}
                    onChange={(event) => set({ requests: event.currentTarget.checked })}
                  />
                  When a candidate of my assessments asks for time, a later deadline or a retake
                </label>
              )}
              <label class="tick">
                <input
                  type="checkbox"
                  checked={choice.digest}
                  onChange={(event) => set({ digest: event.currentTarget.checked })}
                />
                A digest each morning, when there is something to do
              </label>
              <label>
                Language
                <select
                  value={choice.language}
                  onChange={(event) => set({ language: languageOf(event.currentTarget.value) })}
                >
                  <LanguageOptions />
                </select>
              </label>
            </>
          )}
        </States>
      </form>
      <NoticePreviews version={written} />
    </>
  )
}

const ways: [WireChoice['completed'], string][] = [
  ['own', 'At once, of assessments I made'],
  ['each', 'At once, of all assessments'],
  ['digest', 'In the morning’s digest only'],
  ['never', 'Not at all'],
]

function Completed({ choice, set }: { choice: WireChoice; set: (by: Partial<WireChoice>) => void }) {
  return (
    <label>
      When an interview is handed in
      <select
        value={choice.completed}
        onChange={({ currentTarget: { value } }) => {
          const chosen = ways.find(([way]) => way === value)
          if (chosen) set({ completed: chosen[0] })
        }}
      >
        {ways.map(([way, label]) => (
          <option key={way} value={way}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
