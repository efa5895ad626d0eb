import pg from 'pg'
import { connectReader, type Reader } from './reader.ts'

export type PoolSettings = { connection: pg.ClientConfig; readers?: number; writers?: number; snapshots?: number }
export type Pools = ReturnType<typeof createPools>

/**
 * Three kinds of connection. Readers are shared: single statements of many requests follow each other down one
 * pipeline without waiting. Writers are lent to one transaction at a time. Snapshots are too, for as long as a caller
 * takes to fetch a long list: callers who fetch slowly, or never end, must not keep anybody from writing.
 */
export function createPools({ connection, readers = 4, writers = 16, snapshots = 4 }: PoolSettings) {
  const settings = {
    ...connection,
    types,
    options: `${connection.options ?? ''} -c timezone=UTC`,
    application_name: 'greenroom',
    idle_in_transaction_session_timeout: 60_000,
  }
  const writing = lend(settings, writers)
  const snapshotting = lend(settings, snapshots)
  const reading: (Promise<Reader> | undefined)[] = Array.from({ length: readers })
  let turn = 0

  return {
    /** The next reader in turn, connected; a lost one is replaced at the next call. */
    reader(): Promise<Reader> {
      turn = (turn + 1) % readers
      const slot = turn
      const kept = reading[slot]
      if (kept !== undefined) return kept
      const fresh = connectReader(settings, () => {
        reading[slot] = undefined
      })
      reading[slot] = fresh
      return fresh
    },
    writer: () => writing.connect(),
    snapshot: () => snapshotting.connect(),
    async close() {
      const open = reading.filter((reader) => reader !== undefined)
      await Promise.allSettled([
        writing.end(),
        snapshotting.end(),
        ...open.map(async (reader) => (await reader).close()),
      ])
    },
  }
}

function lend(settings: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...settings, max, connectionTimeoutMillis: 5_000 })
  pool.on('error', ignoreIdleLoss)
  // A connection that is lent out is nobody's to listen to, and an error without a listener ends the process.
  pool.on('connect', (client) => client.on('error', ignoreIdleLoss))
  return pool
}

/** A connection that dies while idle is replaced when next needed; the request that meets it reports it. */
function ignoreIdleLoss() {}

const toNumber = (text: string) => Number(text)
const toDate = (text: string) => new Date(`${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, 'Z')}`)
/** `{1,2}`; there are no nulls in our lists. */
const toNumbers = (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(toNumber)
/** PostgreSQL's own number for bigint[], which pg has no name for. */
const int8Array = 1016
const own = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, toNumber],
  [int8Array, toNumbers],
  [pg.types.builtins.TIMESTAMPTZ, toDate],
])

/** Ids and byte counts stay far below 2^53, so bigint is read as a number. Sessions run in UTC. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== 'binary' && own.get(oid)) || (pg.types.getTypeParser(oid, format as 'text') as never),
}
