import type { Saving } from './use-saved.ts'

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })

/** Whether what they see is what the server has. */
export function Saved({ saving }: { saving: Saving }) {
  return (
    <p role="status" aria-label="Saved" class={saving.at === 'failed' ? 'saved wrong' : 'saved'}>
      {textOf(saving)}
    </p>
  )
}

function textOf(saving: Saving): string {
  if (saving.at === 'saving') return 'Saving…'
  if (saving.at === 'saved') return `Saved ${clock.format(saving.when)}`
  if (saving.at === 'idle') return ''
  return saving.isOvertaken ? `Not saved: ${saving.why} Reload this page to see it.` : `Not saved: ${saving.why}`
}
