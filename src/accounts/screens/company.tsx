import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { editCompany, getCompany, tryLetter } from '../contract.ts'
import { TimeZone } from './time-zone.tsx'
import { useAttempt } from './use-attempt.ts'

export function CompanySettings({ renamed }: { renamed: () => void }) {
  const { fetched, reload } = useFetched((signal) => call(getCompany, { signal }), 'company')
  return (
    <States fetched={fetched} reload={reload}>
      {({ name, timeZone, letters }) => (
        <div class="settings">
          <Name name={name} renamed={renamed} />
          <TimeZone timeZone={timeZone} />
          <section class="panel">
            <h2>Letters</h2>
            <p>
              {letters === 'smtp'
                ? 'Letters leave by the mail server of this installation (SMTP_URL).'
                : 'There is no mail server: letters are kept as files in the data folder (mail/). Set SMTP_URL to have them sent.'}
            </p>
            <TestLetter letters={letters} />
          </section>
        </div>
      )}
    </States>
  )
}

function Name({ name: before, renamed }: { name: string; renamed: () => void }) {
  const [name, setName] = useState(before)
  const { attempt, said, wrong, isBusy } = useAttempt()
  const save = (event: Event) => {
    event.preventDefault()
    void attempt(() => call(editCompany, { body: { name } }), 'Saved.').then((isDone) => isDone && renamed())
  }
  return (
    <form class="panel" onSubmit={save}>
      <h2>Company</h2>
      <label>
        Name, as candidates read it
        <input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <div class="actions">
        <button type="submit" disabled={isBusy || name.trim() === ''}>
          Save name
        </button>
        <span role="status">{said}</span>
      </div>
      {wrong && <p role="alert">{wrong}</p>}
    </form>
  )
}

/** Whether letters arrive is found out before the first candidate waits for one. */
export function TestLetter({ letters }: { letters: 'smtp' | 'folder' }) {
  const { attempt, wrong, isBusy } = useAttempt()
  const [to, setTo] = useState<string>()
  const send = () => {
    setTo(undefined)
    void attempt(async () => setTo((await call(tryLetter)).to))
  }
  const saidOf = (to: string) =>
    letters === 'smtp'
      ? `The mail server has taken it, for ${to}. Look whether it arrives.`
      : `No mail server is set: the letter to ${to} is a file in the data folder (mail/).`
  return (
    <div class="actions">
      <button type="button" disabled={isBusy} onClick={send}>
        Send a test letter to me
      </button>
      <span role="status">{isBusy ? 'Sending…' : to && saidOf(to)}</span>
      {wrong && <p role="alert">{wrong}</p>}
    </div>
  )
}
