import { useState } from 'preact/hooks'

/** Something to hand on, with a button that copies it; by hand where the browser keeps its clipboard to itself. */
export function CopiedText({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState('')
  const copy = async () => {
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    setSaid(isCopied ? 'Copied.' : 'Select it and copy it.')
  }
  return (
    <div class="copied">
      <label>
        {label}
        <input readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" onClick={() => void copy()}>
        Copy
      </button>
      <span role="status">{said}</span>
    </div>
  )
}
