import pg from 'pg'
import { StartUpError } from '../start-up-error.ts'

const oldest = 150_000
/** Row-level security does not bind a superuser, so as one we work as this role. */
const role = 'greenroom'

/** How to connect to a PostgreSQL of the host's own. Throws a StartUpError when it is away, too old or not ours to use. */
export async function externalConnection(databaseUrl: string): Promise<pg.ClientConfig> {
  const connection = read(databaseUrl)
  const client = clientFor(connection)
  try {
    await client.connect()
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
        rolsuper or rolbypassrls as unbound,
        coalesce(has_schema_privilege(current_schema(), 'create'), false)
          and has_database_privilege(current_database(), 'create') as owner
        from pg_roles where rolname = current_user`,
    )
    const { version, name, unbound, owner } = rows[0]
    if (version < oldest) throw new StartUpError(`DATABASE_URL is a PostgreSQL ${name}; Greenroom needs 15 or later.`)
    if (!owner)
      throw new StartUpError('The role in DATABASE_URL may not make tables and schemas: let it own the database.')
    if (!unbound) return connection
    await ensureRole(client)
    return { ...connection, options: `${connection.options} -c role=${role}` }
  } catch (error) {
    if (error instanceof StartUpError) throw error
    throw unusable(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function clientFor(connection: pg.ClientConfig): pg.Client {
  try {
    return new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  } catch (error) {
    throw unusable(error)
  }
}

/** What the URL says of the session stands beside what we say: pg would let one take the other's place. */
function read(databaseUrl: string) {
  const [all, sign, encoded = ''] = databaseUrl.match(/([?&])options=([^&]*)&?/) ?? []
  const options = new URLSearchParams(`options=${encoded}`).get('options') ?? ''
  return { connectionString: all ? databaseUrl.replace(all, sign ?? '') : databaseUrl, options }
}

/** Of a name with several addresses, each of which refused, the first says why. */
function unusable(error: unknown): StartUpError {
  const { message, errors } = error as Error & { errors?: Error[] }
  return new StartUpError(`DATABASE_URL cannot be used: ${message || errors?.[0]?.message}`)
}

async function ensureRole(client: pg.Client) {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  if (rowCount === 0) await client.query(`create role ${role}`)
  const { rows } = await client.query('select quote_ident(current_database()) as name')
  await client.query(`grant create, connect, temporary on database ${rows[0].name} to ${role}`)
  await client.query(`grant create, usage on schema public to ${role}`)
}
