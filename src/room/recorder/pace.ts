const slowestBytesPerMs = 8
const shortestTimeoutMs = 15_000
const firstPauseMs = 500
const longestPauseMs = 8000

const mostPatience = 8

/**
 * How long one request may take before the line is taken for dead: a half-open connection never says so. After two
 * failures it may take longer, for a line slower than we think would else never get a single chunk through.
 */
export const timeoutFor = (bytes: number, failures = 0) =>
  Math.max(shortestTimeoutMs, bytes / slowestBytesPerMs) * Math.min(2 ** Math.max(failures - 1, 0), mostPatience)

/** How long to wait after so many failures in a row: doubling, never for ever, never all at once. */
export function pauseAfter(failures: number, random = Math.random()): number {
  const full = Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 10), longestPauseMs)
  return full * (0.5 + random / 2)
}

/** A pause that something better to do can cut short, also when it comes up just before the pause. */
export function createPause() {
  let woken = false
  let end = () => {}
  return {
    async rest(ms: number): Promise<void> {
      if (!woken) await new Promise<void>((rested) => startTimer(ms, rested))
      woken = false
    },
    wake() {
      woken = true
      end()
    },
  }

  function startTimer(ms: number, rested: () => void): void {
    const timer = setTimeout(rested, ms)
    end = () => {
      clearTimeout(timer)
      rested()
    }
  }
}
