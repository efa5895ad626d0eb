import pg from 'pg'
import { port } from './socket.ts'

/** Made by initdb. Only for what an owner may not do: everything else goes through `user`. */
export const superuser = 'postgres'

/** The role that the application works as: no superuser, for those pass through row-level security. */
export const user = 'greenroom'

export const database = 'greenroom'

/** Makes the role and its database where they are missing. */
export async function ensureRole(socketDir: string): Promise<void> {
  const client = new pg.Client({ host: socketDir, port, user: superuser, database: 'postgres' })
  await client.connect()
  try {
    const roles = await client.query('select from pg_roles where rolname = $1', [user])
    if (roles.rowCount === 0) await client.query(`create role ${user} login createdb`)
    const databases = await client.query('select from pg_database where datname = $1', [database])
    if (databases.rowCount === 0) await client.query(`create database ${database} owner ${user}`)
  } finally {
    await client.end()
  }
}
