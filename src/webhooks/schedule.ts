const minute = 60
const hour = 60 * minute

/** How long after a failed attempt the next one begins, in seconds: first at once, at last a day later; some three days in all. */
export const waitsSeconds = [
  ...[0, 5, 5 * minute, 30 * minute],
  ...[2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
]

/** No receiver may put us off for longer. */
const longestWaitSeconds = 24 * hour

/** So that receivers that fell together are not knocked at together. */
const jitter = 0.1

/**
 * When to try again after so many failed tries, or undefined when there are to be no more. A receiver that says when
 * (`Retry-After`) is not asked before.
 */
export function nextTry(now: Date, tries: number, retryAfterSeconds = 0, random = Math.random()): Date | undefined {
  const wait = waitsSeconds[tries]
  if (wait === undefined) return undefined
  const jittered = wait * (1 + jitter * random)
  return new Date(now.getTime() + 1000 * Math.max(jittered, Math.min(retryAfterSeconds, longestWaitSeconds)))
}

/** `Retry-After` (RFC 9110 §10.2.3): seconds, or a date. 0 when there is none that can be read. */
export function retryAfterIn(header: string | undefined, now: Date): number {
  if (header === undefined) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const seconds = (Date.parse(header) - now.getTime()) / 1000
  return Number.isNaN(seconds) ? 0 : Math.max(seconds, 0)
}
