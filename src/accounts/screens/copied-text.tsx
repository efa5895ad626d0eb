import { useState } from 'preact/hooks'

/** Something to hand on, with a button that copies it. */
export function CopiedText({ label, text }: { label: string; text: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
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
      <span role="status">{isCopied && 'Copied.'}</span>
    </div>
  )
}
