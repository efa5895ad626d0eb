import type { ComponentChildren } from 'preact'
import type { UploadState } from '../recorder/uploader.ts'
import { words } from './words.ts'

type Given = { company?: string | undefined; upload?: UploadState | undefined; children: ComponentChildren }

/** What every page of the room stands in: whose interview it is above, whether all is safe below. */
export function Frame({ company, upload, children }: Given) {
  return (
    <div class="room">
      <header class="room-head">{company}</header>
      <main class="room-main">{children}</main>
      <footer class="room-foot">{upload && <Saved upload={upload} />}</footer>
    </div>
  )
}

/** A live region that is always there: a screen reader announces only what changes in one it knows. */
function Saved({ upload }: { upload: UploadState }) {
  return (
    <p role="status" aria-label={words.saved} class={`saved saved-${upload.stuck > 0 ? 'refused' : upload.at}`}>
      {savedText(upload)}
    </p>
  )
}

function savedText({ at, chunksLeft, stuck }: UploadState): string {
  if (at === 'refused') return words.refused
  if (stuck > 0) return words.stuck
  if (at === 'waiting') return words.waiting(chunksLeft)
  if (at === 'sending') return words.saving(chunksLeft)
  return at === 'safe' ? words.saved : ''
}
