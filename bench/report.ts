import autocannon from 'autocannon'

/** Requests a second and milliseconds. */
export type Measured = { perSecond: number; p50: number; p99: number }

/** Loads one request: warmed up first, then measured over so many connections. */
export async function load(url: string, options: Partial<autocannon.Options>, seconds = 6): Promise<Measured> {
  const given = { url, connections: 64, ...options }
  await autocannon({ ...given, duration: 2 })
  const { requests, latency, non2xx, errors } = await autocannon({ ...given, duration: seconds })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refusals and ${errors} errors`)
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 }
}

const round = (value: number) =>
  Number.isNaN(value) ? '-' : value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en')

/** One line: what, requests/s, p50, p99, and the ratio to the limit it is measured beside. */
export function report(what: string, measured: Measured, limit?: Measured) {
  const ratio = limit
    ? `  ${(measured.perSecond / limit.perSecond).toFixed(2)} of pgbench's ${round(limit.perSecond)}/s`
    : ''
  console.log(
    `${what.padEnd(44)} ${round(measured.perSecond).padStart(7)}/s  p50 ${round(measured.p50)} ms  p99 ${round(measured.p99)} ms${ratio}`,
  )
}
