import { useState } from 'preact/hooks'
import { call, Offline, Refused } from '../../dashboard/screens/call.ts'
import { useTitle } from '../../dashboard/screens/title.tsx'
import { forgetPassword, type Me, signIn } from '../contract.ts'
import { tooOften } from './too-often.ts'

/** The same words whatever was wrong: who has an account here is nobody's business. */
export function SignIn({ done }: { done: (me: Me) => void }) {
  useTitle('Sign in')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const send = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    try {
      done(await call(signIn, { body: { email, password } }))
    } catch (error) {
      setWrong(reasonOf(error))
      setBusy(false)
    }
  }
  const forget = async () => {
    if (!email) return setWrong('Type your email first.')
    setBusy(true)
    try {
      await call(forgetPassword, { body: { email } })
      setWrong(undefined)
      setSaid('If this address has an account, a letter with a link is on its way. The link is good for an hour.')
    } catch (error) {
      setWrong(reasonOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <main class="sign-in">
      <form class="panel" onSubmit={send}>
        <h1>Greenroom</h1>
        <label>
          Email
          <input
            type="email"
            autoComplete="username"
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </label>
        <label>
          Password
          <input
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        {!isSecureContext && <p role="alert">Signing in needs https: a browser keeps no session on this address.</p>}
        {wrong && <p role="alert">{wrong}</p>}
        <button type="submit" class="primary" disabled={busy || !isSecureContext}>
          Sign in
        </button>
        <button type="button" class="quiet" disabled={busy} onClick={forget}>
          Forgotten password?
        </button>
        <p role="status">{said}</p>
      </form>
    </main>
  )
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused && error.status === 401) return 'Email or password is wrong.'
  return tooOften(error) ?? (error instanceof Offline ? error.message : 'Signing in did not work. Try again.')
}
