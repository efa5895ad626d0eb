import type { Command } from './command.ts'
import type { Config } from './config.ts'
import type { World } from './context.ts'
import type { Door, Identify } from './door.ts'
import type { Access } from './endpoint.ts'
import type { Job } from './jobs.ts'

/** Work in a loop: running twice at once must be harmless. One that takes long looks whether it is to stop. */
export type Round = { name: string; everySeconds: number; run: (world: World, stop: AbortSignal) => Promise<unknown> }

/** What a folder plugs in. */
export type Feature = {
  name: string
  routes?: (door: Door) => void
  // biome-ignore lint/suspicious/noExplicitAny: a job's payload type is its own business
  jobs?: Job<any>[]
  /** What a worker does again and again, whatever else happens. */
  rounds?: Round[]
  /** What a worker keeps open, such as a port; resolves once it is, with what closes it. */
  opens?: (world: World, config: Config) => Promise<() => Promise<void>>
  commands?: Command[]
  identities?: Partial<Record<Access, Identify>>
}
