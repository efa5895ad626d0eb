import { hashOfLink } from '../interviews/link-token.ts'
import type { World } from '../lib/context.ts'
import type { Knock } from '../lib/door.ts'
import { authorizationRequired } from '../lib/error-body.ts'

/** Who holds a share link: in a header, or in the path where a player cannot send one. Asked every time. */
export async function byShareLink(world: World, { headers, params }: Knock) {
  const token = headers['x-share-token'] ?? (params as { token?: string }).token
  if (typeof token !== 'string') throw authorizationRequired()
  const link = await world.database.system
    .selectFrom('shareLink')
    .select(['companyId', 'interviewId', 'id as shareLinkId'])
    .where('hash', '=', hashOfLink(token))
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', world.now())
    .executeTakeFirst()
  if (!link) throw authorizationRequired()
  return { kind: 'visitor' as const, ...link }
}
