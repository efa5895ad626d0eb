type Given<T> = {
  /** At most so many that nobody else has. */
  take: (count: number) => Promise<T[]>
  /** Does one; never rejects. */
  work: (one: T) => Promise<void>
  report: (error: unknown) => void
}

/** How long nobody looks whether there is work, when there was none. */
const restMs = 500

/**
 * So many hands, each free for the next piece as soon as its own is done: one that takes minutes keeps no other waiting.
 * They take several at a time, for each taking asks the database.
 */
export function setToWork<T>(count: number, { take, work, report }: Given<T>) {
  const busy = new Set<Promise<void>>()
  const stopping = Promise.withResolvers<void>()
  let isStopping = false
  let half = Promise.withResolvers<void>()

  async function begin(one: T) {
    await work(one)
    if (busy.size - 1 <= count / 2) half.resolve()
  }
  function give(one: T) {
    const done = begin(one).finally(() => busy.delete(done))
    busy.add(done)
  }
  async function go() {
    while (!isStopping) {
      half = Promise.withResolvers()
      const free = count - busy.size
      const found = free > 0 ? await take(free).catch(nothing) : []
      found.forEach(give)
      const isMore = found.length === free
      await Promise.race([rest(), stopping.promise, ...(isMore ? [half.promise] : [])])
    }
  }
  function nothing(error: unknown): T[] {
    report(error)
    return []
  }
  const going = go()

  return {
    /** Takes nothing any more, and waits for what is being done, but not longer than so. */
    async stop(patienceMs: number) {
      isStopping = true
      stopping.resolve()
      await going
      await Promise.race([Promise.all(busy), rest(patienceMs)])
    },
  }
}

const rest = (ms = restMs) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
