import { CompiledQuery } from 'kysely'
import type { Role, World } from '../lib/context.ts'
import type { Knock } from '../lib/door.ts'
import { authorizationRequired } from '../lib/error-body.ts'
import { noteUse, readKey } from './api-keys.ts'
import { sessionIn } from './cookie.ts'
import { hashOfToken } from './tokens.ts'

/** Who holds an API key: its company. */
export async function byKey(world: World, knock: Knock) {
  const claims = await readKey(world, header(knock, 'x-api-key'))
  if (!claims) throw authorizationRequired()
  const key = await world.database.system
    .selectFrom('apiKey')
    .select('companyId')
    .where('companyId', '=', claims.companyId)
    .where('id', '=', claims.keyId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (!key) throw authorizationRequired()
  noteUse(world, claims)
  return { kind: 'key' as const, companyId: key.companyId }
}

/**
 * Who holds a key and a token: a user, when both are live and of one company. One statement, asked every time, so
 * that revoking either is immediate.
 */
export async function byToken(world: World, knock: Knock) {
  const session = header(knock, 'x-api-key') === '' ? sessionIn(knock.headers) : undefined
  if (session !== undefined) return bySession(world, session)
  const token = header(knock, 'authorization').replace(/^Bearer +/i, '') || header(knock, 'x-access-token')
  const claims = await readKey(world, header(knock, 'x-api-key'))
  if (!claims || !token) throw authorizationRequired()
  const values = [hashOfToken(token), claims.companyId, claims.keyId, world.now()]
  const { rows } = await world.database.system.executeQuery<Live>(CompiledQuery.raw(liveUser, values))
  const [user] = rows
  if (!user) throw authorizationRequired()
  noteUse(world, claims)
  return { kind: 'user' as const, companyId: user.companyId, userId: user.id, role: user.role }
}

/** The same for the dashboard's cookie, which stands for both. */
async function bySession(world: World, session: string) {
  const values = [hashOfToken(session), world.now()]
  const { rows } = await world.database.system.executeQuery<Live>(CompiledQuery.raw(liveSession, values))
  const [user] = rows
  if (!user) throw authorizationRequired()
  return { kind: 'user' as const, companyId: user.companyId, userId: user.id, role: user.role }
}

const liveSession = `
  select u.id, u.company_id, u.role from session s
  join "user" u on u.company_id = s.company_id and u.id = s.user_id and u.disabled_at is null
  where s.hash = $1 and s.expires_at > $2`

type Live = { id: number; companyId: number; role: Role }

/** Written out: it runs before every request, and building it each time would cost more than running it. */
const liveUser = `
  select u.id, u.company_id, u.role from access_token t
  join "user" u on u.company_id = t.company_id and u.id = t.user_id and u.disabled_at is null
  join api_key k on k.company_id = t.company_id and k.id = $3 and k.revoked_at is null
  where t.hash = $1 and t.company_id = $2 and t.expires_at > $4`

function header({ headers }: Knock, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}
