import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { arrive, getWelcome } from '../contract.ts'
import { useAttempt } from './use-attempt.ts'

/** Where the link of a letter leads: one chooses a password, and is in. */
export function Welcome({ token, done }: { token: string; done: () => void }) {
  const { fetched, reload } = useFetched((signal) => call(getWelcome, { body: { token }, signal }), token)
  return (
    <main class="sign-in">
      <States fetched={fetched} reload={reload}>
        {(welcome) => <Choose {...welcome} token={token} done={done} />}
      </States>
    </main>
  )
}

type Given = {
  token: string
  email: string
  name: string
  companyName: string
  kind: 'join' | 'reset'
  done: () => void
}

function Choose({ token, email, name: before, companyName, kind, done }: Given) {
  const [name, setName] = useState(before)
  const [password, setPassword] = useState('')
  const { attempt, wrong, isBusy } = useAttempt()
  const enter = async (event: Event) => {
    event.preventDefault()
    const isIn = await attempt(() => call(arrive, { body: { token, password, ...(kind === 'join' && { name }) } }))
    if (isIn) done()
  }
  return (
    <form class="panel" onSubmit={enter}>
      <h1>{kind === 'join' ? `Welcome to ${companyName}` : 'Choose a new password'}</h1>
      <label>
        Email
        <input readOnly autoComplete="username" value={email} />
      </label>
      {kind === 'join' && (
        <label>
          Your name
          <input
            autoComplete="name"
            maxLength={200}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
      )}
      <label>
        Password, 8 characters or more
        <input
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      {wrong && <p role="alert">{wrong}</p>}
      <button type="submit" class="primary" disabled={isBusy}>
        Go on
      </button>
    </form>
  )
}
