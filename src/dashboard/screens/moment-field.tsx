import { useId, useState } from 'preact/hooks'

type Given = {
  label: string
  /** Milliseconds; undefined is none yet. */
  at: number | undefined
  set: (at: number) => void
  /** What is wrong with a moment, as a sentence; it is then not handed on. */
  faultOf?: (at: number) => string | undefined
}

/** A day and an hour in the reader's own time zone, which it names. What is wrong is said here, and what was typed stays. */
export function MomentField({ label, at, set, faultOf = () => undefined }: Given) {
  const [typed, setTyped] = useState(() => (at === undefined ? '' : localOf(at)))
  const [fault, setFault] = useState<string>()
  const said = useId()
  const read = ({ value, validity }: HTMLInputElement) => {
    setTyped(value)
    const moment = new Date(value).getTime()
    const wrong =
      validity.badInput || Number.isNaN(moment) || !isThisAge(moment)
        ? 'This is not a day and an hour.'
        : faultOf(moment)
    setFault(wrong)
    if (!wrong) set(moment)
  }
  return (
    <label>
      {label} ({zone})
      <input
        type="datetime-local"
        value={typed}
        {...(fault && { 'aria-invalid': true, 'aria-describedby': said })}
        onChange={(event) => read(event.currentTarget)}
      />
      {fault && (
        <span id={said} role="alert">
          {fault}
        </span>
      )}
    </label>
  )
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** While a year is being typed it is 2, 20, 202: none of them is meant. */
const isThisAge = (ms: number) => ms >= Date.UTC(1970) && ms < Date.UTC(9999)

export function localOf(ms: number): string {
  const here = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)
  return here.toISOString().slice(0, 16)
}
