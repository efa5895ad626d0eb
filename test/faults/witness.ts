import { createHash } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'

/** One run of a browser's recorder, as it went: moments of that machine's clock, in milliseconds. */
export type Run = { startedAt: number; slices: Slice[]; stoppedAt: number | undefined; isCutOff?: true }
type Slice = { at: number; sha256: string }

/** Notes what the recorder delivers as it delivers it, outside of the browser: what the page does with it is its affair. */
export async function witness(context: BrowserContext): Promise<Run[]> {
  const runs: Run[] = []
  await context.exposeFunction('recorderStarts', (index: number, startedAt: number) => {
    runs[index] = { startedAt, slices: [], stoppedAt: undefined }
  })
  await context.exposeFunction('recorderGives', (index: number, slice: number, at: number, sha256: string) => {
    const run = runs[index]
    if (run) run.slices[slice] = { at, sha256 }
  })
  await context.exposeFunction('recorderStops', (index: number, stoppedAt: number) => {
    const run = runs[index]
    if (run) run.stoppedAt = stoppedAt
  })
  await context.exposeFunction('countRuns', () => runs.push({ startedAt: 0, slices: [], stoppedAt: undefined }) - 1)
  await context.addInitScript(listenIn)
  return runs
}

declare function countRuns(): Promise<number>
declare function recorderStarts(run: number, at: number): void
declare function recorderGives(run: number, slice: number, at: number, sha256: string): void
declare function recorderStops(run: number, at: number): void

function listenIn(): void {
  window.MediaRecorder = class extends MediaRecorder {
    override start(timeslice?: number): void {
      const run = countRuns()
      let slices = 0
      this.addEventListener('start', async (_, at = Date.now()) => recorderStarts(await run, at))
      this.addEventListener('stop', async (_, at = Date.now()) => recorderStops(await run, at))
      this.addEventListener('dataavailable', async ({ data }) => {
        if (data.size === 0) return
        const at = Date.now()
        const slice = slices++
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await data.arrayBuffer()))
        recorderGives(await run, slice, at, Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''))
      })
      super.start(timeslice)
    }
  }
}

/** Ends the runs that a crash ended: without a word, or before the last of them was given. */
export function cutOff(runs: Run[]): void {
  for (const run of runs) {
    run.stoppedAt ??= Date.now()
    run.isCutOff = true
  }
}

export const secondsOf = ({ startedAt, stoppedAt = Number.NaN }: Run): number => (stoppedAt - startedAt) / 1000

/**
 * How many seconds of these runs an answer with this fingerprint lacks: none, or what came last before a run was cut
 * off. Undefined when it is the fingerprint of something else.
 */
export function secondsMissing(runs: Run[], fingerprint: string): number | undefined {
  for (const cut of runs) {
    for (let kept = cut.slices.length; kept > 0; kept--) {
      const left = runs.map((run) => (run === cut ? { ...run, slices: run.slices.slice(0, kept) } : run))
      if (fingerprintOf(left) !== fingerprint) continue
      // Of a recorder that was stopped in good order there is all that it gave.
      const lacking = left.filter((run, index) => run.isCutOff || run.slices.length < (runs[index]?.slices.length ?? 0))
      return lacking.reduce((sum, run) => sum + secondsAfterLast(run), 0)
    }
  }
  return undefined
}

const secondsAfterLast = ({ startedAt, slices, stoppedAt = Number.NaN }: Run) =>
  Math.max((stoppedAt - (slices.at(-1)?.at ?? startedAt)) / 1000, 0)

/** As the candidate's receipt makes it: over the hashes of all parts, in order. */
function fingerprintOf(runs: Run[]): string {
  const all = createHash('sha256')
  for (const { sha256 } of runs.flatMap(({ slices }) => slices)) all.update(Buffer.from(sha256, 'hex'))
  return all.digest('hex')
}
