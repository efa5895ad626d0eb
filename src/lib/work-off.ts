import { setTimeout as pause } from 'node:timers/promises'

/** How often to look for more while some are under way. */
const lookEveryMs = 500
const togetherMs = 1
/** How long those under way are waited for when the process ends. The others are made again by another. */
const farewellMs = 8_000

type Given<T> = {
  /** What is to be made now and nobody else has, given what is under way here. */
  claim: (underway: T[]) => Promise<T[]>
  /** Makes one, and says itself when to try again what failed. */
  make: (one: T) => Promise<void>
}

/**
 * Makes everything that can be claimed, until there is none or `stop`: several at once, each by itself, so that one which
 * hangs keeps no other waiting. Rejects in the end with the first of what `claim` and `make` rejected with.
 */
export async function workOff<T>(stop: AbortSignal, { claim, make }: Given<T>): Promise<void> {
  const underway = new Map<Promise<void>, T>()
  let failure: { error: unknown } | undefined
  let something = Promise.withResolvers<void>()
  const wake = () => something.resolve()

  function noteFailure(error: unknown) {
    failure ??= { error }
  }
  const claimSome = () =>
    claim([...underway.values()]).catch((error): T[] => {
      noteFailure(error)
      return []
    })
  function begin(one: T) {
    const making = make(one)
      .catch(noteFailure)
      .finally(() => {
        underway.delete(making)
        wake()
      })
    underway.set(making, one)
  }

  stop.addEventListener('abort', wake)
  try {
    while (!stop.aborted) {
      for (const one of await claimSome()) begin(one)
      if (underway.size === 0) break
      const timer = setTimeout(wake, lookEveryMs)
      await something.promise
      clearTimeout(timer)
      // Those that end together make room for several at once: one look for them all.
      await pause(togetherMs)
      something = Promise.withResolvers()
    }
    await Promise.race([Promise.all(underway.keys()), pause(farewellMs, undefined, { ref: false })])
  } finally {
    stop.removeEventListener('abort', wake)
  }
  if (failure) throw failure.error
}
