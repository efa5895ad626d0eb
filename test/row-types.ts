import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { startPostgres } from '../src/lib/postgres/server.ts'
import { makeTemplate, template } from './template.ts'

/** The row types of a migrated database, as TypeScript. */
export function rowTypes({ host, port, user, database }: pg.ClientConfig): string {
  const url = `postgres://${user}@${encodeURIComponent(host ?? '')}:${port}/${database}`
  const out = join(mkdtempSync(join(tmpdir(), 'greenroom-types-')), 'schema.ts')
  const bin = new URL('../node_modules/kysely-codegen/dist/cli/bin.js', import.meta.url).pathname
  const types = JSON.stringify({ int8: 'number', timestamptz: 'Date' })
  const options = ['--dialect', 'postgres', '--camel-case', '--type-mapping', types, '--exclude-pattern', 'pgboss.*']
  execFileSync(process.execPath, [bin, ...options, '--url', url, '--out-file', out], { stdio: 'pipe' })
  return execFileSync('cat', [out], { encoding: 'utf8' })
}

/** `npm run db:change`: after a migration was written, brings lib/schema.ts up to it. */
if (import.meta.main) {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-types-'))
  const server = await startPostgres({ dataDir, durable: false, log: () => undefined })
  try {
    const connection = { host: server.socketDir, port: server.port, user: server.user }
    await makeTemplate(connection)
    writeFileSync(new URL('../src/lib/schema.ts', import.meta.url), rowTypes({ ...connection, database: template }))
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
