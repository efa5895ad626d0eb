import type { Config } from './config.ts'
import type { World } from './context.ts'
import type { Storage } from './storage.ts'

/** What a command may open; each is opened when first asked for, and closed when the command is done. */
export type House = { config: Config; storage: () => Promise<Storage>; world: () => Promise<World> }

export type Option = { about: string; required?: boolean }

/** One `npm run greenroom -- <name>`. The result is printed as JSON with `--json`, else as `text` says it. */
export type Command<R extends object = object> = {
  name: string
  about: string
  options: Record<string, Option>
  run: (house: House, given: Record<string, string>) => Promise<R>
  /** For people. Without it, the result is printed as JSON always. */
  text?: (result: R) => string
  /** Whether the result is a failure: exit code 1. */
  failed?: (result: R) => boolean
}

export const command = <R extends object>(given: Command<R>): Command => given as unknown as Command
