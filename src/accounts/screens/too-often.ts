import { Refused } from '../../dashboard/screens/call.ts'

/** When somebody who guessed or asked too often may go on, as the server says; a minute begun is a minute. */
export function tooOften(error: unknown): string | undefined {
  if (!(error instanceof Refused) || error.status !== 429) return undefined
  const minutes = Math.ceil((error.retryAfterSeconds ?? 900) / 60)
  return `Too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
}
