import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { getPreview } from '../contract.ts'
import './preview.css'

/** The room as a candidate will find it, on a phone or a desk: its real screens, in a frame, with nothing behind them. */
export function PreviewTab({ id }: { id: string }) {
  const { fetched, reload } = useFetched((signal) => call(getPreview, { params: { id }, signal }), id)
  const [screen, setScreen] = useState('landing')
  const [size, setSize] = useState<'phone' | 'desk'>('phone')
  return (
    <States fetched={fetched} reload={reload}>
      {({ questions }) => (
        <section class="preview">
          <div class="toolbar">
            <label>
              Screen
              <select value={screen} onChange={(event) => setScreen(event.currentTarget.value)}>
                <option value="landing">Landing page</option>
                {questions.map(({ questionId, text }, index) => (
                  <option key={questionId} value={index + 1}>
                    Question {index + 1}: {text.slice(0, 60)}
                  </option>
                ))}
              </select>
            </label>
            <fieldset class="sizes">
              <legend class="unseen">Size</legend>
              {(['phone', 'desk'] as const).map((each) => (
                <button key={each} type="button" aria-pressed={size === each} onClick={() => setSize(each)}>
                  {each === 'phone' ? 'Phone' : 'Desktop'}
                </button>
              ))}
            </fieldset>
          </div>
          <iframe class={size} title="The room as a candidate sees it" src={`/preview/${id}#${screen}`} />
          <p class="hint">Only to look at: nothing in it can be pressed, nobody is filmed, and nothing is kept.</p>
        </section>
      )}
    </States>
  )
}
