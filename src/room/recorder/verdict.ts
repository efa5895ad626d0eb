/** What the server's answer means for something that must not be lost. */
export type Verdict = 'done' | 'again' | 'refused' | 'stuck'

/**
 * Refused: the link itself is no longer good, nothing more can be sent.
 * Stuck: this one thing will never be taken; the others may.
 * A damaged body (422) and a full disk (507) are for trying again.
 */
export function verdictOn(status: number): Verdict {
  if (status >= 200 && status < 300) return 'done'
  if (status === 401 || status === 403) return 'refused'
  if (status === 408 || status === 422 || status === 425 || status === 429 || status >= 500) return 'again'
  return 'stuck'
}
