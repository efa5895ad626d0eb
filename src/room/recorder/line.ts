/** What a way to the server has carried of late. No browser tells how fast it sends; this counts what was acknowledged. */
export type Line = ReturnType<typeof createLine>

type Carried = { bits: number; ms: number }

/** What the last dozen requests took: long enough to be more than chance, short enough to notice a change. */
const remembered = 12
/** Of less than this one learns how far the server is and not how fast the line. */
const tellingBits = 8 * 32_000
const tellingMs = 20_000

export function createLine(now = () => performance.now()) {
  const carried: Carried[] = []
  let inFlight = 0
  let since = 0

  /** Requests side by side share the time: each counts from where the last one ended. */
  function arrived(bytes: number): void {
    carried.push({ bits: bytes * 8, ms: now() - since })
    if (carried.length > remembered) carried.shift()
    since = now()
  }

  return {
    /** One request with so many bytes. One that fails carried nothing, for as long as it took. */
    async carry<T>(bytes: number, request: () => Promise<T>): Promise<T> {
      if (inFlight++ === 0) since = now()
      let arriving = 0
      try {
        const answer = await request()
        arriving = bytes
        return answer
      } finally {
        inFlight--
        arrived(arriving)
      }
    },
    /** Undefined until enough has been carried to say, and where nothing arrives at all: that is no slow line, but none. */
    bitsPerSecond(): number | undefined {
      const bits = carried.reduce((sum, each) => sum + each.bits, 0)
      const ms = carried.reduce((sum, each) => sum + each.ms, 0)
      const tells = bits >= tellingBits || (bits > 0 && ms >= tellingMs)
      return tells ? (bits / Math.max(ms, 1)) * 1000 : undefined
    },
  }
}
