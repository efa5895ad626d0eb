import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgres } from '../src/lib/postgres/server.ts'
import { makeTemplate } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: Pick<PostgresServer, 'socketDir' | 'port' | 'user' | 'superuser'>
  }
}

/** One server for the whole run, careless of crashes; each test file makes a database of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-test-'))
  const server = await startPostgres({ dataDir, durable: false, maxConnections: 200, log: () => {} })
  const { socketDir, port, user, superuser } = server
  await makeTemplate({ host: socketDir, port, user })
  project.provide('postgres', { socketDir, port, user, superuser })
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
