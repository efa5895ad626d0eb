import type { Door, Identify } from './door.ts'
import type { Access } from './endpoint.ts'
import type { Job } from './jobs.ts'

/** What a folder plugs in. */
export type Feature = {
  name: string
  routes?: (door: Door) => void
  // biome-ignore lint/suspicious/noExplicitAny: a job's payload type is its own business
  jobs?: Job<any>[]
  identities?: Partial<Record<Access, Identify>>
}
