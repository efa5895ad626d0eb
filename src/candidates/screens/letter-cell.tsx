import type { Static } from 'typebox'
import { counted } from '../../dashboard/screens/counted.ts'
import { dayOf } from '../../dashboard/screens/when.ts'
import type { listLetters } from '../../invitations/contract.ts'

export type Letter = Static<typeof listLetters.reply>['letters'][number]

/** What somebody was sent, and whether it came back: who never got their link is waited for in vain. */
export function LetterCell({ letter }: { letter: Letter | undefined }) {
  if (!letter) return null
  const { sent, reminders, lastSentAt, failure, delayed, trouble } = letter
  if (failure !== null) {
    return (
      <span class="pill wrong" title={failure}>
        Not delivered<span class="unseen">: {failure}</span>
      </span>
    )
  }
  if (trouble !== null) return <Delayed why={`${trouble}; it is tried again by itself`} />
  if (delayed) return <Delayed why="Their mail server has not taken it yet; it is still being tried" />
  if (sent === 0) return <span class="hint">On its way</span>
  return (
    <span class="hint">
      {reminders > 0 ? counted(reminders, 'reminder') : 'Sent'}
      {lastSentAt && `, ${dayOf(lastSentAt)}`}
    </span>
  )
}

function Delayed({ why }: { why: string }) {
  return (
    <span class="hint" title={why}>
      Delayed<span class="unseen">: {why}</span>
    </span>
  )
}
