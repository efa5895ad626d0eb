import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { call } from '../../dashboard/screens/call.ts'
import { addComment, type Comment, removeComment } from '../contract.ts'
import { clockOf } from './clock.ts'
import type { Remote } from './player.tsx'

export type Said = Comment & { by: string; isMine: boolean }

type Given = {
  uuid: string
  questionId: number
  isRecorded: boolean
  comments: Said[]
  remote: RefObject<Remote | null>
  field: RefObject<HTMLTextAreaElement | null>
  mayWrite: boolean
  changed: () => void
}

/** Words pinned to the moment of the recording at which they were begun. */
export function Comments({ uuid, questionId, isRecorded, comments, remote, field, mayWrite, changed }: Given) {
  const [text, setText] = useState('')
  const [atMs, setAtMs] = useState<number>()
  const [wrong, setWrong] = useState<string>()
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
      setWrong(undefined)
      changed()
    } catch (error) {
      setWrong((error as Error).message)
    }
  }
  const send = (event: Event) => {
    event.preventDefault()
    void attempt(async () => {
      await call(addComment, {
        params: { id: uuid },
        body: { text, questionId, ...(atMs !== undefined && { atMs: Math.round(atMs) }) },
      })
      setText('')
      setAtMs(undefined)
    })
  }
  return (
    <section aria-label="Comments" class="comments">
      <ul>
        {comments.map((comment) => (
          <li key={comment.commentId}>
            {comment.atMs !== null && (
              <button
                type="button"
                class="moment"
                aria-label={`Go to ${clockOf(comment.atMs)}`}
                onClick={() => remote.current?.goTo(comment.atMs ?? 0)}
              >
                {clockOf(comment.atMs)}
              </button>
            )}
            <span class="said">{comment.text}</span>
            <span class="hint">{comment.isMine ? 'You' : comment.by}</span>
            {comment.isMine && (
              <button
                type="button"
                class="quiet"
                aria-label={`Remove the comment ${comment.text.slice(0, 40)}`}
                onClick={() => attempt(() => call(removeComment, { params: { id: String(comment.commentId) } }))}
              >
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form onSubmit={send}>
          <label>
            {isRecorded && atMs !== undefined ? `Comment at ${clockOf(atMs)}` : 'Comment'}
            <textarea
              ref={field}
              rows={2}
              maxLength={5000}
              value={text}
              onFocus={() => isRecorded && text === '' && setAtMs(remote.current?.nowMs())}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={text.trim() === ''}>
            Add comment
          </button>
        </form>
      )}
      {wrong && <p role="alert">{wrong}</p>}
    </section>
  )
}
