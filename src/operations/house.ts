import { openWorld } from '../app.ts'
import type { House } from '../lib/command.ts'
import { readConfig } from '../lib/config.ts'
import type { World } from '../lib/context.ts'
import { createLog } from '../lib/log.ts'
import { migrate } from '../lib/migrate.ts'
import { borrowStorage, type Storage } from '../lib/storage.ts'

/** Opens for a command what it asks for, beside a running server or without one. */
export function openHouse(say: (line: string) => void): House & { close: () => Promise<void> } {
  const config = readConfig()
  let storage: Promise<Storage> | undefined
  let world: Promise<World> | undefined

  const openStorage = () => {
    storage ??= borrowStorage(config, say)
    return storage
  }
  async function open(): Promise<World> {
    const { connection } = await openStorage()
    await migrate(connection)
    return openWorld(config, connection, createLog(config.logLevel, process.stderr), {})
  }
  return {
    config,
    storage: openStorage,
    world: () => {
      world ??= open()
      return world
    },
    async close() {
      await (await world)?.database.close()
      await (await storage)?.close()
    },
  }
}
