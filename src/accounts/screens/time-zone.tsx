import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { nameOfToday } from '../../lib/time-zone.ts'
import { editCompany } from '../contract.ts'
import { useAttempt } from './use-attempt.ts'

const here = nameOfToday(new Intl.DateTimeFormat().resolvedOptions().timeZone)

/** A company begins with no time zone of its own (UTC); the one that its owner's clock is in is most likely the right one. */
export function TimeZone({ timeZone: before }: { timeZone: string }) {
  const [timeZone, setTimeZone] = useState(before)
  const [saved, setSaved] = useState(before)
  const { attempt, said, wrong, isBusy } = useAttempt()
  const zones = [...new Set([before, 'UTC', here, ...Intl.supportedValuesOf('timeZone').map(nameOfToday)])].toSorted()
  const save = (event: Event) => {
    event.preventDefault()
    void attempt(() => call(editCompany, { body: { timeZone } }), 'Saved.').then(
      (isDone) => isDone && setSaved(timeZone),
    )
  }
  return (
    <form class="panel" onSubmit={save}>
      <h2>Time zone</h2>
      <label>
        For deadlines in letters to candidates who have not opened their interview yet, and for when your day begins
        <select value={timeZone} onChange={(event) => setTimeZone(event.currentTarget.value)}>
          {zones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </label>
      {timeZone !== here && (
        <p class="hint">
          Your clock is in {here}.{' '}
          <button type="button" onClick={() => setTimeZone(here)}>
            Take that
          </button>
        </p>
      )}
      <div class="actions">
        <button type="submit" disabled={isBusy || timeZone === saved}>
          Save time zone
        </button>
        <span role="status">{said}</span>
      </div>
      {wrong && <p role="alert">{wrong}</p>}
    </form>
  )
}

/** The company's clock is where its owner is, until they say otherwise: one press, where they begin. */
export function OwnClock({ timeZone: before }: { timeZone: string }) {
  const [timeZone, setTimeZone] = useState(before)
  const { attempt, wrong, isBusy } = useAttempt()
  const use = () =>
    attempt(() => call(editCompany, { body: { timeZone: here } })).then((isDone) => isDone && setTimeZone(here))
  return (
    <div class="actions">
      {timeZone !== here && (
        <button type="button" disabled={isBusy} onClick={() => void use()}>
          Use mine, {here}
        </button>
      )}
      <span role="status">It is set to {timeZone}.</span>
      {wrong && <p role="alert">{wrong}</p>}
    </div>
  )
}
