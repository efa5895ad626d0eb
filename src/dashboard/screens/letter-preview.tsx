import { useState } from 'preact/hooks'
import type { Previewed } from '../../lib/previewed.ts'
import './letter-preview.css'

type Given = {
  title: string
  /** Who gets it, as in "as candidates get it". */
  readers: string
  letter: Previewed & { attached?: string[] }
  /** Where the page is. */
  page: string
  isOpenAtFirst?: boolean
}

/** A letter as it is sent: the same page and the same text. */
export function LetterPreview({ title, readers, letter, page, isOpenAtFirst = false }: Given) {
  const { language, direction, subject, text, attached = [] } = letter
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const [isPlain, setPlain] = useState(false)
  return (
    <details class="panel" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && (
        <article class="letter" aria-label={title}>
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
            <iframe class="letter-page" title={`${title}, as ${readers} get it`} sandbox="" src={page} />
          )}
          {attached.length > 0 && <p class="hint">With it: {attached.join(', ')}</p>}
        </article>
      )}
    </details>
  )
}
