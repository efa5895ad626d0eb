import pg from 'pg'
import { StartUpError } from '../start-up-error.ts'

const oldest = 150_000
/** Row-level security does not bind a superuser, so as one we work as this role. */
const role = 'greenroom'

/** How to connect to a PostgreSQL of the host's own. Throws a StartUpError when it is away, too old or not ours to use. */
export async function externalConnection(databaseUrl: string): Promise<pg.ClientConfig> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
        rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user`,
    )
    const { version, name, unbound } = rows[0]
    if (version < oldest) throw new StartUpError(`DATABASE_URL is a PostgreSQL ${name}; Greenroom needs 15 or later.`)
    if (!unbound) return { connectionString: databaseUrl }
    await ensureRole(client)
    return { connectionString: databaseUrl, options: `-c role=${role}` }
  } catch (error) {
    if (error instanceof StartUpError) throw error
    throw new StartUpError(`DATABASE_URL cannot be used: ${error instanceof Error ? error.message : error}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function ensureRole(client: pg.Client) {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount === 0) await client.query(`create role ${role}`)
  const { rows } = await client.query('select quote_ident(current_database()) as name')
  await client.query(`grant create, connect, temporary on database ${rows[0].name} to ${role}`)
  await client.query(`grant create, usage on schema public to ${role}`)
}
