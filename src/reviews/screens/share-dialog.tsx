import { useEffect, useRef, useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { FormDialog } from '../../dashboard/screens/dialog.tsx'
import { localOf } from '../../dashboard/screens/moment-field.tsx'
import { getShare, type Share, shareInterview, unshareInterview } from '../../shares/contract.ts'
import type { Answer } from './answer.tsx'

type Given = { uuid: string; answers: Answer[]; close: () => void }

const dayMs = 86_400_000

/** The public address of an interview: what it shows, how long, and to whom. */
export function ShareDialog({ uuid, answers, close }: Given) {
  const params = { id: uuid }
  const [live, setLive] = useState<Share | null>()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(answers.map(({ questionId }) => questionId)))
  const [until, setUntil] = useState(dayIn(14))
  const [password, setPassword] = useState<string>()
  const [said, setSaid] = useState('')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [live?.videointerviewUrl ?? live])
  const load = async () => {
    const { share } = await call(getShare, { params })
    setLive(share)
    if (!share) return
    setUntil(localOf(Date.parse(share.expiresAt)).slice(0, 10))
    if (share.questionIds) setChosen(new Set(share.questionIds))
  }
  useEffect(() => void load(), [])
  const save = async () => {
    const all = answers.every(({ questionId }) => chosen.has(questionId))
    await call(shareInterview, {
      params,
      body: {
        questionIds: all ? null : [...chosen],
        expiresAt: String(new Date(`${until}T23:59:59`).getTime()),
        ...(password !== undefined && { password: password || null }),
      },
    })
    await load()
    setSaid('The link is ready.')
    return 'stay'
  }
  const revoke = async () => {
    await call(unshareInterview, { params })
    setLive(null)
    setSaid('The link no longer opens.')
  }
  const copy = async () => {
    await navigator.clipboard.writeText(live?.videointerviewUrl ?? '')
    setSaid('Copied.')
  }
  return (
    <FormDialog
      title="Share this interview"
      submit={live ? 'Save' : 'Make the link'}
      close={close}
      act={save}
      isReady={live !== undefined && chosen.size > 0}
    >
      <p class="hint">Whoever has the link sees the answers you choose, and no name.</p>
      {live && (
        <>
          <label>
            Link
            <input
              ref={first}
              readOnly
              value={live.videointerviewUrl}
              onFocus={(event) => event.currentTarget.select()}
            />
          </label>
          <div class="actions">
            <span class="hint">
              Opened {live.views} {live.views === 1 ? 'time' : 'times'}
            </span>
            <button type="button" onClick={() => void copy()}>
              Copy
            </button>
            <button type="button" onClick={() => void revoke()}>
              Revoke
            </button>
          </div>
        </>
      )}
      <fieldset disabled={live === undefined}>
        <legend>Answers</legend>
        {answers.map(({ questionId, question }, index) => (
          <label key={questionId} class="tick">
            <input
              ref={live || index > 0 ? null : first}
              type="checkbox"
              checked={chosen.has(questionId)}
              onChange={({ currentTarget: { checked } }) => {
                const next = new Set(chosen)
                checked ? next.add(questionId) : next.delete(questionId)
                setChosen(next)
              }}
            />
            {index + 1}. {question}
          </label>
        ))}
      </fieldset>
      <label>
        Opens until
        <input
          type="date"
          required
          min={dayIn(0)}
          max={dayIn(365)}
          value={until}
          onInput={(event) => setUntil(event.currentTarget.value)}
        />
      </label>
      <label>
        Passcode (8 characters or more; empty for none)
        <input
          type="text"
          autoComplete="off"
          minLength={8}
          maxLength={200}
          placeholder={live?.hasPassword ? 'Unchanged' : ''}
          value={password ?? ''}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      {live?.hasPassword && (
        <button type="button" onClick={() => setPassword('')} aria-pressed={password === ''}>
          Take the passcode away
        </button>
      )}
      <p role="status">{said}</p>
    </FormDialog>
  )
}

const dayIn = (days: number) => {
  const then = new Date(Date.now() + days * dayMs)
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
