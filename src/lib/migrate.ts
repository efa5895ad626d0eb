import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { StartUpError } from './start-up-error.ts'

const folder = new URL('../../migrations/', import.meta.url)
/** Any number, the same in every process: two that start together take turns. */
const lock = 7_201_164

/**
 * Brings the database to the newest migration, each file in a transaction of its own. Returns the names applied.
 * With `only`, no further than those: an older back-up is loaded into the tables it was taken from.
 */
export async function migrate(connection: pg.ClientConfig, only?: string[]): Promise<string[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    )
    const pending = (await pendingMigrations(client)).filter((name) => only?.includes(name) ?? true)
    for (const name of pending) await apply(client, name)
    return pending
  } finally {
    await client.end()
  }
}

/** The names not yet applied, in order. Throws when the database has one that we do not know. */
export async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migration')
  const applied = new Set(rows.map((row) => row.name))
  const known = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const newer = [...applied].filter((name) => !known.includes(name))
  if (newer.length > 0) {
    throw new StartUpError(
      `This database belongs to a newer Greenroom (it has ${newer.join(', ')}). Start that version instead.`,
    )
  }
  return known.filter((name) => !applied.has(name))
}

async function apply(client: pg.Client, name: string) {
  const sql = await readFile(new URL(name, folder), 'utf8')
  await client.query(`begin; ${sql}; insert into migration (name) values ('${name}'); commit`)
}
