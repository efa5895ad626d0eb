import type { Role, World } from '../lib/context.ts'
import type { Knock } from '../lib/door.ts'
import { authorizationRequired } from '../lib/error-body.ts'
import { readKey } from './api-keys.ts'
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
  return { kind: 'key' as const, companyId: key.companyId }
}

/**
 * Who holds a key and a token: a user, when both are live and of one company. One statement, asked every time, so
 * that revoking either is immediate.
 */
export async function byToken(world: World, knock: Knock) {
  const token = header(knock, 'authorization') || header(knock, 'x-access-token')
  const claims = await readKey(world, header(knock, 'x-api-key'))
  if (!claims || !token) throw authorizationRequired()
  const user = await world.database.system
    .selectFrom('accessToken')
    .innerJoin('user', (on) =>
      on.onRef('user.companyId', '=', 'accessToken.companyId').onRef('user.id', '=', 'accessToken.userId'),
    )
    .innerJoin('apiKey', (on) =>
      on.onRef('apiKey.companyId', '=', 'accessToken.companyId').on('apiKey.id', '=', claims.keyId),
    )
    .select(['user.id', 'user.companyId', 'user.role'])
    .where('accessToken.hash', '=', hashOfToken(token))
    .where('accessToken.companyId', '=', claims.companyId)
    .where('accessToken.expiresAt', '>', world.now())
    .where('user.disabledAt', 'is', null)
    .where('apiKey.revokedAt', 'is', null)
    .executeTakeFirst()
  if (!user) throw authorizationRequired()
  return { kind: 'user' as const, companyId: user.companyId, userId: user.id, role: user.role as Role }
}

function header({ headers }: Knock, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}
