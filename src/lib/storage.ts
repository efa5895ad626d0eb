import type { ClientConfig } from 'pg'
import type { Config } from './config.ts'
import { externalConnection } from './database/external.ts'
import { lockDataDir } from './postgres/lock.ts'
import { startPostgres } from './postgres/server.ts'

/** A database to connect to, and the way to give it back. */
export type Storage = { connection: ClientConfig; close: () => Promise<void> }

/** The database of the settings: the host's own, or the embedded one under the data folder's lock. */
export async function openStorage(config: Config, log: (line: string) => void): Promise<Storage> {
  if (config.databaseUrl)
    return { connection: await externalConnection(config.databaseUrl), close: async () => undefined }
  const lock = lockDataDir(config.dataDir)
  const { socketDir, port, user, database, stop } = await startPostgres({
    dataDir: config.dataDir,
    log,
    pgHome: config.pgHome,
  })
  return {
    connection: { host: socketDir, port, user, database },
    close: async () => {
      await stop()
      lock.release()
    },
  }
}
