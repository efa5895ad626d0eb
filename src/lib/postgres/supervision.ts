import { setTimeout as sleep } from 'node:timers/promises'
import type { Postmaster } from './postmaster.ts'

type Given = { launch: () => Promise<Postmaster>; log: (line: string) => void }

/** Starts a server again whenever it ends by itself; its socket stays the same, so connection pools only have to reconnect. */
export async function keepAlive({ launch, log }: Given): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  let current: Postmaster | undefined = await launch()
  const watching = watch()

  return {
    async stop() {
      stopping.abort()
      await current?.stop()
      await watching
    },
  }

  async function watch(): Promise<void> {
    while (current) {
      const startedAt = Date.now()
      const how = await current.ended
      current = undefined
      if (stopping.signal.aborted) return
      log(`The database server ended (${how}). Starting it again.`)
      current = await launchAgain(Date.now() - startedAt)
    }
  }

  /** At once after a good run, else slower and slower up to ten seconds, for as long as it takes. */
  async function launchAgain(ranMs: number): Promise<Postmaster | undefined> {
    for (let pause = ranMs > 10_000 ? 0 : 100; !stopping.signal.aborted; pause = Math.min(pause * 2 || 100, 10_000)) {
      try {
        await sleep(pause, undefined, { signal: stopping.signal })
        const server = await launch()
        log('The database server is back.')
        if (stopping.signal.aborted) await server.stop()
        return server
      } catch (error) {
        if (!stopping.signal.aborted) log(error instanceof Error ? error.message : String(error))
      }
    }
    return undefined
  }
}
