import { hashOfLink } from '../interviews/link-token.ts'
import type { World } from '../lib/context.ts'
import type { Knock } from '../lib/door.ts'
import { authorizationRequired } from '../lib/error-body.ts'

/** Who holds a candidate's link. Asked every time, so that revoking is immediate; an unknown and a revoked link are alike. */
export async function byLink(world: World, { headers }: Knock) {
  const token = headers['x-interview-token']
  if (typeof token !== 'string') throw authorizationRequired()
  const link = await world.database.system
    .selectFrom('candidateLink')
    .select(['companyId', 'interviewId'])
    .where('hash', '=', hashOfLink(token))
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (!link) throw authorizationRequired()
  return { kind: 'candidate' as const, ...link }
}
