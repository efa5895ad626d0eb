import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'

type Given = {
  title: string
  submit: string
  close: () => void
  /** Closes when it is done, unless that answers 'stay'; what it throws is shown, and nothing typed is lost. */
  act: () => Promise<unknown>
  isReady?: boolean
  isWide?: boolean
  children: ComponentChildren
}

/** The browser's own dialog: it keeps the focus, closes on Escape, and is read out as what it is. */
export function FormDialog({ title, submit, close, act, isReady = true, isWide = false, children }: Given) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  /** By closing it: only then does the browser give the focus back to where it was. */
  const leave = () => (dialog.current?.open ? dialog.current.close() : close())
  const send = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    try {
      if ((await act()) !== 'stay') leave()
      setWrong(undefined)
    } catch (error) {
      setWrong((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <dialog ref={dialog} class={isWide ? 'wide' : ''} aria-labelledby={heading} onClose={close}>
      <form onSubmit={send}>
        <h2 id={heading}>{title}</h2>
        {children}
        {wrong && <p role="alert">{wrong}</p>}
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy || !isReady}>
            {submit}
          </button>
        </div>
      </form>
    </dialog>
  )
}
