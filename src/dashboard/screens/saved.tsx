import type { Saving } from './use-saved.ts'

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })

/** Whether what they see is what the server has; and where somebody else was first, what to do about it. */
export function Saved({ saving }: { saving: Saving }) {
  return (
    <span class={saving.at === 'failed' ? 'saved wrong' : 'saved'}>
      <span role="status" aria-label="Saved">
        {textOf(saving)}
      </span>
      {saving.at === 'failed' && saving.isOvertaken && (
        <span class="actions">
          {saving.overwrite && (
            <button type="button" onClick={saving.overwrite}>
              Save mine all the same
            </button>
          )}
          <button type="button" onClick={() => location.reload()}>
            Show theirs
          </button>
        </span>
      )}
    </span>
  )
}

function textOf(saving: Saving): string {
  if (saving.at === 'saving') return 'Saving…'
  if (saving.at === 'saved') return `Saved ${clock.format(saving.when)}`
  if (saving.at === 'idle') return ''
  return `Not saved: ${saving.why}`
}
