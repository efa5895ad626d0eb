import { hasDeadline, type LetterKind } from './letter-kinds.ts'

type Standing = {
  submittedAt: Date | null
  reopenedAt: Date | null
  withdrawnAt: Date | null
  unsubscribedAt: Date | null
  undeliverableAt: Date | null
  closedAt: Date | null
  deadline: Date
}

const asksForAnswers = new Set<LetterKind>(['invitation', 'reminder', 'extended'])

/** Why a letter has nothing to say any more when its turn comes; a mail server may have been away for days. */
export function whyNeedless(kind: LetterKind, interview: Standing, now: Date): string | undefined {
  if (interview.withdrawnAt && kind !== 'withdrawn') return 'The interview was withdrawn'
  if (asksForAnswers.has(kind) && interview.submittedAt && !interview.reopenedAt) return 'The interview was handed in'
  if (kind !== 'reminder') return undefined
  if (interview.unsubscribedAt) return 'No more reminders are wanted'
  if (interview.undeliverableAt) return 'Letters to this address come back'
  if (interview.closedAt || interview.deadline <= now) return 'The deadline has passed'
  return undefined
}

/** The deadline that it tells has passed since it was queued: who opened it would find nothing open. */
export const isOvertaken = (
  kind: LetterKind,
  { queuedAt, deadline, closedAt }: Standing & { queuedAt: Date },
  now: Date,
): boolean => hasDeadline(kind) && [deadline, closedAt].some((end) => end !== null && queuedAt < end && end <= now)
