import pg from 'pg'
import type { World } from '../lib/context.ts'

/**
 * Does the work unless another process is at it. The lock is the connection's own: it holds no transaction open, and PostgreSQL
 * gives it back when we die.
 */
export async function aloneWith<T>({ database }: World, name: string, work: () => Promise<T>): Promise<T | undefined> {
  const client = new pg.Client({ ...database.settings.connection, application_name: 'greenroom mailbox' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as mine', [name])
    return rows[0].mine ? await work() : undefined
  } finally {
    await client.end()
  }
}
