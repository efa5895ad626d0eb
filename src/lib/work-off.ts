import { setTimeout as pause } from 'node:timers/promises'

/** How often to look for more while some are under way. */
const lookEveryMs = 500
const togetherMs = 5
/** How long those under way are waited for when the process ends. The others are made again by another. */
const farewellMs = 5_000

/**
 * Makes everything that can be claimed, until there is none or `stop`: several at once, each by itself, so that one which
 * hangs keeps no other waiting. `claim` answers what nobody else has, given what is under way here; `make` says itself when
 * to try again what failed, and rejects only for what it does not know.
 */
export async function workOff<T>(
  stop: AbortSignal,
  { claim, make }: { claim: (underway: T[]) => Promise<T[]>; make: (one: T) => Promise<void> },
): Promise<void> {
  const underway = new Map<Promise<void>, T>()
  while (!stop.aborted) {
    for (const one of await claim([...underway.values()])) {
      const making = make(one).finally(() => underway.delete(making))
      underway.set(making, one)
    }
    if (underway.size === 0) return
    await soonest(underway.keys(), stop)
  }
  await Promise.race([Promise.allSettled(underway.keys()), pause(farewellMs, undefined, { ref: false })])
}

async function soonest(underway: Iterable<Promise<void>>, stop: AbortSignal): Promise<void> {
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, stop])
  const waited = pause(lookEveryMs, undefined, { signal }).catch(() => {})
  await Promise.race([waited, ...underway])
  over.abort()
  // Those that end together make room for several at once: one look for them all.
  await pause(togetherMs)
}
