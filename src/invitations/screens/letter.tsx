import { useState } from 'preact/hooks'
import type { PreviewedLetter } from '../contract.ts'

const titles: Record<PreviewedLetter['kind'], string> = {
  invitation: 'Invitation',
  reminder: 'Reminder',
  extended: 'Deadline put off',
  submitted: 'Handed in, with the receipt',
  retake: 'May answer again',
  grant: 'More time granted',
  refusal: 'Request refused',
  withdrawn: 'Withdrawn',
}

type Given = { letter: PreviewedLetter; id: number; version: string }

/** As the candidate gets it: the same page and the same text, with links that lead nowhere. */
export function Letter({ letter, id, version }: Given) {
  const { kind, language, direction, subject, text, attached } = letter
  const [isOpen, setOpen] = useState(kind === 'invitation')
  const [isPlain, setPlain] = useState(false)
  return (
    <details class="panel" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{titles[kind]}</summary>
      {isOpen && (
        <article class="letter" aria-label={titles[kind]}>
          <h3 lang={language} dir={direction}>
            {subject}
          </h3>
          <label class="tick">
            <input type="checkbox" checked={isPlain} onChange={(event) => setPlain(event.currentTarget.checked)} />
            As plain text
          </label>
          {isPlain ? (
            <p class="letter-text" lang={language} dir={direction}>
              {text}
            </p>
          ) : (
            <iframe
              class="letter-page"
              title={`${titles[kind]}, as candidates get it`}
              sandbox=""
              src={`/room/v1/assessments/${id}/letters/preview/${kind}?${new URLSearchParams({ version })}`}
            />
          )}
          {attached.length > 0 && <p class="hint">With it: {attached.join(', ')}</p>}
        </article>
      )}
    </details>
  )
}
