import type { ComponentChildren } from 'preact'
import type { UploadState } from '../recorder/uploader.ts'
import { Help } from './help.tsx'
import { LanguagePicker, useWords } from './language.tsx'
import type { Words } from './words/en.ts'

type Given = {
  company?: string | undefined
  upload?: UploadState | undefined
  help?: boolean
  children: ComponentChildren
}

/** What every page stands in: whose interview it is and its language above, whether all is safe below. */
export function Frame({ company, upload, help = true, children }: Given) {
  return (
    <div class="room">
      <header class="room-head">
        <span>{company}</span>
        <LanguagePicker />
      </header>
      <main class="room-main">{children}</main>
      <footer class="room-foot">
        {upload && <Saved upload={upload} />}
        {help && company && <Help company={company} />}
      </footer>
    </div>
  )
}

/** A live region that is always there: a screen reader announces only what changes in one it knows. */
function Saved({ upload }: { upload: UploadState }) {
  const words = useWords()
  return (
    <p role="status" aria-label={words.saved} class={`saved saved-${upload.stuck > 0 ? 'refused' : upload.at}`}>
      {savedText(upload, words)}
    </p>
  )
}

function savedText({ at, partsLeft, stuck }: UploadState, words: Words): string {
  if (at === 'refused') return words.refused
  if (stuck > 0) return words.stuck
  if (at === 'waiting') return words.waiting(partsLeft)
  if (at === 'full') return words.full(partsLeft)
  if (at === 'sending') return words.saving(Math.max(partsLeft, 1))
  return at === 'safe' ? words.saved : ''
}
