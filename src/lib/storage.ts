import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { Config } from './config.ts'
import { externalConnection } from './database/external.ts'
import { makeDataDir } from './postgres/data-dir.ts'
import { InUse, lockDataDir } from './postgres/lock.ts'
import { database, user } from './postgres/roles.ts'
import { startPostgres } from './postgres/server.ts'
import { port, socketDirOf } from './postgres/socket.ts'

/** A database to connect to, and the way to give it back. */
export type Storage = { connection: ClientConfig; close: () => Promise<void> }

/** The database of the settings: the host's own, or the embedded one under the data folder's lock. */
export async function openStorage(config: Config, log: (line: string) => void): Promise<Storage> {
  makeDataDir(config.dataDir)
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

/** The same for a command: beside a running Greenroom it uses that one's server and leaves it running. */
export async function borrowStorage(config: Config, log: (line: string) => void): Promise<Storage> {
  try {
    return await openStorage(config, log)
  } catch (error) {
    if (!(error instanceof InUse)) throw error
    const host = socketDirOf(realpathSync(join(config.dataDir, 'postgres')))
    return { connection: { host, port, user, database }, close: async () => undefined }
  }
}
