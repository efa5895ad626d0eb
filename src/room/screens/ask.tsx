import { useState } from 'preact/hooks'
import type { Interview } from '../contract.ts'
import { useWords } from './language.tsx'
import { useFollow } from './use-follow.ts'

export type Kind = Interview['requested'][number]
export type AskFor = (kind: Kind, reason: string) => Promise<boolean>

/** A wish with its reason, which a person at the company decides on. */
export function Ask({ interview, kind, ask }: { interview: Interview; kind: Kind; ask: AskFor }) {
  const words = useWords()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState(false)
  const isAsked = interview.requested.includes(kind)
  const follow = useFollow(`${isOpen} ${isAsked}`)
  if (isAsked) {
    return (
      <p ref={follow} tabIndex={-1} role="status" class="kept">
        {words.asked(interview.companyName)}
      </p>
    )
  }
  if (!isOpen) {
    return (
      <button ref={follow} type="button" class="quiet" onClick={() => setOpen(true)}>
        {words.ask[kind]}
      </button>
    )
  }
  const send = async (event: Event) => {
    event.preventDefault()
    setFailed(!(await ask(kind, reason.trim())))
  }
  return (
    <form class="card" onSubmit={send}>
      <label class="field">
        <span>{words.askReason[kind]}</span>
        <textarea
          ref={follow}
          rows={4}
          dir="auto"
          required
          maxLength={2000}
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      {failed && <p role="alert">{words.offline}</p>}
      <div class="choices">
        <button type="button" onClick={() => setOpen(false)}>
          {words.back}
        </button>
        <button type="submit" class="primary" disabled={reason.trim() === ''}>
          {words.askSend}
        </button>
      </div>
    </form>
  )
}
