import {
  CamelCasePlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from 'kysely'
import { createPools, type PoolSettings } from './database/pools.ts'
import { TenantDriver } from './database/tenant-driver.ts'
import type { DB } from './schema.ts'

export type Db = Kysely<DB> | Transaction<DB>
export type Database = ReturnType<typeof openDatabase>

const camelCase = new CamelCasePlugin()

/**
 * One PostgreSQL, seen through row-level security: `of(company)` sees that company's rows and no others,
 * `system` sees all and is for sign-in, links and sweeps, where no company is known yet.
 */
export function openDatabase(settings: PoolSettings) {
  const pools = createPools(settings)
  const scoped = (scope: string): Kysely<DB> =>
    new Kysely<DB>({
      plugins: [camelCase],
      dialect: {
        createDriver: () => new TenantDriver(pools, scope),
        createAdapter: () => new PostgresAdapter(),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
  return {
    of: (companyId: number) => scoped(String(Math.trunc(companyId))),
    system: scoped('system'),
    /** Where the server is, for the few who speak to it directly (migrations, jobs, back-up). */
    settings,
    close: () => pools.close(),
  }
}
