import { useState } from 'preact/hooks'
import { call, Refused } from '../../dashboard/screens/call.ts'
import { addressOf } from '../../dashboard/screens/route.ts'
import { States } from '../../dashboard/screens/states.tsx'
import { Title } from '../../dashboard/screens/title.tsx'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { arrive, getWelcome } from '../contract.ts'
import { useAttempt } from './use-attempt.ts'

/** Where the link of a letter leads: one chooses a password, and is in. */
export function Welcome({ token }: { token: string }) {
  const { fetched, reload } = useFetched((signal) => call(getWelcome, { body: { token }, signal }), token)
  const [isOver, setOver] = useState(false)
  return (
    <main class="sign-in">
      {isOver || (fetched.at === 'failed' && isGone(fetched.error)) ? (
        <Over />
      ) : (
        <States fetched={fetched} reload={reload}>
          {(welcome) => <Choose {...welcome} token={token} over={() => setOver(true)} />}
        </States>
      )}
    </main>
  )
}

const isGone = (error: unknown) => error instanceof Refused && error.status === 410

/** Trying again would not help: what does is said. */
function Over() {
  return (
    <div class="panel over">
      <Title>This link is over</Title>
      <p>It works once, and not for long. Whoever invited you can send another.</p>
      <a href={addressOf({ at: 'assessments' })}>To the sign-in</a>
    </div>
  )
}

type Given = {
  token: string
  email: string
  name: string
  companyName: string
  kind: 'join' | 'reset'
  over: () => void
}

function Choose({ token, email, name: before, companyName, kind, over }: Given) {
  const [name, setName] = useState(before)
  const [password, setPassword] = useState('')
  const { attempt, wrong, isBusy } = useAttempt()
  const enter = async (event: Event) => {
    event.preventDefault()
    await attempt(async () => {
      await call(arrive, { body: { token, password, ...(kind === 'join' && { name }) } }).catch((error) => {
        if (isGone(error)) over()
        throw error
      })
      // Not back to a link that is used up.
      location.replace(addressOf({ at: 'assessments' }))
    })
  }
  return (
    <form class="panel" onSubmit={enter}>
      <Title>{kind === 'join' ? `Welcome to ${companyName}` : 'Choose a new password'}</Title>
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
