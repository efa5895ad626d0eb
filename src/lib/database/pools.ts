import pg from 'pg'
import { connectReader, type Reader } from './reader.ts'

export type PoolSettings = { connection: pg.ClientConfig; readers?: number; writers?: number }
export type Pools = ReturnType<typeof createPools>

/**
 * Two kinds of connection. Readers are shared: single statements of many requests follow each other down one
 * pipeline without waiting. Writers are lent to one transaction at a time.
 */
export function createPools({ connection, readers = 4, writers = 16 }: PoolSettings) {
  const settings = {
    ...connection,
    types,
    options: `${connection.options ?? ''} -c timezone=UTC`,
    application_name: 'greenroom',
    idle_in_transaction_session_timeout: 60_000,
  }
  const writing = new pg.Pool({ ...settings, max: writers, connectionTimeoutMillis: 5_000 })
  writing.on('error', ignoreIdleLoss)
  // A connection that is lent out is nobody's to listen to, and an error without a listener ends the process.
  writing.on('connect', (client) => client.on('error', ignoreIdleLoss))
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
    async close() {
      const open = reading.filter((reader) => reader !== undefined)
      await Promise.allSettled([writing.end(), ...open.map(async (reader) => (await reader).close())])
    },
  }
}

/** A connection that dies while idle is replaced when next needed; the request that meets it reports it. */
function ignoreIdleLoss() {}

const toNumber = (text: string) => Number(text)
const toDate = (text: string) => new Date(`${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, 'Z')}`)
const own = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, toNumber],
  [pg.types.builtins.TIMESTAMPTZ, toDate],
])

/** Ids and byte counts stay far below 2^53, so bigint is read as a number. Sessions run in UTC. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== 'binary' && own.get(oid)) || (pg.types.getTypeParser(oid, format as 'text') as never),
}
