import { useState } from 'preact/hooks'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'

type Given = { days: number | null; save: (days: number | null) => Promise<void> }

/**
 * How long interviews are kept. Not saved while it is typed: on the way to 365 stands a 3, and what is older than three days
 * would be gone within the hour.
 */
export function Retention({ days, save }: Given) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section class="panel">
      <h2>How long interviews are kept</h2>
      <p>{sentenceOf(days)}</p>
      <div class="actions">
        <button type="button" onClick={() => setOpen(true)}>
          Change how long
        </button>
      </div>
      {isOpen && <Dialog days={days} save={save} close={() => setOpen(false)} />}
    </section>
  )
}

const sentenceOf = (days: number | null) =>
  days === null
    ? 'Until somebody deletes them.'
    : `Each for ${days === 1 ? 'a day' : `${days} days`} after it was handed in, or after its deadline where it never was. Candidates read this before they agree.`

function Dialog({ days, save, close }: Given & { close: () => void }) {
  const [typed, setTyped] = useState(days === null ? '' : String(days))
  const isShorter = typed !== '' && (days === null || Number(typed) < days)
  return (
    <FormDialog
      title="How long interviews are kept"
      submit={isShorter ? 'Save, and delete what is older' : 'Save'}
      close={close}
      act={() => save(typed === '' ? null : Number(typed))}
    >
      <label>
        Days after handing in, or after the deadline (empty: until somebody deletes it)
        <input
          type="number"
          min={1}
          max={36_500}
          step={1}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <p class={isShorter ? 'warn' : 'hint'}>
        Interviews that are older are deleted within the hour, for good: recordings, reviews and, with their last
        interview, the person. Older back-ups of them cannot be read then either.
      </p>
    </FormDialog>
  )
}
