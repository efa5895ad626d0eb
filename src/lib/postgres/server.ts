import { rmSync } from 'node:fs'
import { accountFor } from './account.ts'
import { findBinaries } from './binaries.ts'
import { prepareCluster } from './cluster.ts'
import { makeDataDir } from './data-dir.ts'
import { endLeftovers } from './leftovers.ts'
import { folderFor } from './place.ts'
import { launch } from './postmaster.ts'
import { database, ensureRole, superuser, user } from './roles.ts'
import { openSocketDir, port } from './socket.ts'
import { keepAlive } from './supervision.ts'

export type PostgresServer = {
  socketDir: string
  port: number
  /** Owns the database, and is bound by row-level security. */
  user: string
  superuser: string
  database: string
  stop(): Promise<void>
}

export type PostgresOptions = {
  dataDir: string
  /** False trades every guarantee for speed: for tests. */
  durable?: boolean
  log: (line: string) => void
  /** A PostgreSQL installation of one's own, used instead of the packaged binaries. */
  pgHome?: string | undefined
  maxConnections?: number
}

/**
 * Starts the embedded PostgreSQL server and keeps it running until `stop`.
 * Call it only while holding the folder's lock (`lockDataDir`): it ends whatever server a former run left behind.
 */
export async function startPostgres(given: PostgresOptions): Promise<PostgresServer> {
  const { durable = true, log, maxConnections = 100 } = given
  const dataDir = makeDataDir(given.dataDir)
  const account = accountFor(dataDir)
  const folder = folderFor(dataDir, account, log)
  const binaries = findBinaries({ pgHome: given.pgHome, account, folder, log })
  const data = await prepareCluster({ folder, binaries, account, durable, log })
  const socketDir = openSocketDir(folder, account)

  const server = await keepAlive({
    log,
    launch: async () => {
      await endLeftovers({ data, socketDir, log })
      return launch({ binaries, account, folder, data, socketDir, durable, maxConnections, log })
    },
  })
  await ensureRole(socketDir)
  return {
    socketDir,
    port,
    user,
    superuser,
    database,
    async stop() {
      await server.stop()
      rmSync(socketDir, { recursive: true, force: true })
    },
  }
}
