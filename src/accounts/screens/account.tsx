import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { NoticeChoices } from '../../notices/screens/notice-choices.tsx'
import { changePassword, editAccount, type Me } from '../contract.ts'
import { useAttempt } from './use-attempt.ts'

export function Account({ me, renamed }: { me: Me; renamed: () => void }) {
  const [name, setName] = useState(me.name)
  const { attempt, said, wrong, isBusy } = useAttempt()
  const save = (event: Event) => {
    event.preventDefault()
    void attempt(() => call(editAccount, { body: { name } }), 'Saved.').then((isDone) => isDone && renamed())
  }
  return (
    <div class="settings">
      <form class="panel" onSubmit={save}>
        <h2>You</h2>
        <p class="hint">
          {me.email}, {me.role} at {me.companyName}
        </p>
        <label>
          Your name, as colleagues see it
          <input
            autoComplete="name"
            maxLength={200}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="submit" disabled={isBusy || name === me.name}>
            Save name
          </button>
          <span role="status">{said}</span>
        </div>
        {wrong && <p role="alert">{wrong}</p>}
      </form>
      <NoticeChoices me={me} />
      <Password />
    </div>
  )
}

function Password() {
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const { attempt, said, wrong, isBusy } = useAttempt()
  const change = async (event: Event) => {
    event.preventDefault()
    const isDone = await attempt(
      () => call(changePassword, { body: { oldPassword: old, password } }),
      'Changed. Everywhere else you are signed out.',
    )
    if (!isDone) return
    setOld('')
    setPassword('')
  }
  return (
    <form class="panel" onSubmit={change}>
      <h2>Password</h2>
      <label>
        The one you have
        <input
          type="password"
          autoComplete="current-password"
          required
          value={old}
          onInput={(event) => setOld(event.currentTarget.value)}
        />
      </label>
      <label>
        A new one, 8 characters or more
        <input
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        <button type="submit" disabled={isBusy}>
          Change password
        </button>
        <span role="status">{said}</span>
      </div>
      {wrong && <p role="alert">{wrong.replace(/^oldPassword is/, 'This is')}</p>}
    </form>
  )
}
