import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import type pg from 'pg'
import type { Pools } from './pools.ts'
import { statementName } from './statement-name.ts'

/** Kysely's driver over our two kinds of connection; every statement runs in one scope: a company's id, or 'system'. */
export class TenantDriver implements Driver {
  readonly #pools: Pools
  readonly #scope: string

  constructor(pools: Pools, scope: string) {
    this.#pools = pools
    this.#scope = scope
  }

  async init() {}

  async acquireConnection() {
    return new TenantConnection(this.#pools, this.#scope)
  }

  beginTransaction(connection: TenantConnection, settings: TransactionSettings) {
    return connection.begin(settings.isolationLevel)
  }

  commitTransaction(connection: TenantConnection) {
    return connection.end('commit')
  }

  rollbackTransaction(connection: TenantConnection) {
    return connection.end('rollback')
  }

  async releaseConnection(connection: TenantConnection) {
    connection.release()
  }

  async destroy() {}
}

class TenantConnection implements DatabaseConnection {
  readonly #pools: Pools
  readonly #scope: string
  #writer: pg.PoolClient | undefined

  constructor(pools: Pools, scope: string) {
    this.#pools = pools
    this.#scope = scope
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const query = { ...statementName(sql), text: sql, values: parameters as unknown[] }
    const result = this.#writer
      ? await this.#writer.query(query)
      : await (await this.#pools.reader()).query(this.#scope, query)
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Long lists are read page by page in one transaction, not by a server-side cursor')
  }

  /** The scope is set for the transaction only, so it can neither outlive it nor be rolled back to another. */
  async begin(isolation = 'read committed') {
    const writer = await (isolation === 'repeatable read' ? this.#pools.snapshot() : this.#pools.writer())
    this.#writer = writer
    await writer.query(
      `begin isolation level ${isolation}; select set_config('greenroom.company_id', '${this.#scope}', true)`,
    )
  }

  async end(how: 'commit' | 'rollback') {
    await this.#writer?.query(how)
  }

  release() {
    this.#writer?.release()
    this.#writer = undefined
  }
}
