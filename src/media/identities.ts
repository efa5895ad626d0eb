import { hashOfLink } from '../interviews/link-token.ts'
import type { World } from '../lib/context.ts'
import type { Knock } from '../lib/door.ts'
import { authorizationRequired } from '../lib/error-body.ts'
import { isGenuine, readPass } from './passes.ts'

/**
 * Who holds a share link, or a pass of one that was opened: in a header, or in the address where a player cannot send
 * one. Asked every time, so that revoking ends what is being watched too.
 */
export async function byShareLink(world: World, { headers, query }: Knock) {
  const pass = readPass(headers['x-share-pass'] ?? (query as { pass?: unknown }).pass)
  const token = headers['x-share-token']
  const link = pass ? await findLive(world, 'id', pass.subject) : await findLive(world, 'hash', token)
  if (!link) throw authorizationRequired()
  const { passwordHash, ...actor } = link
  if (pass && !isGenuine(world, 'share', pass, passwordHash ?? '')) throw authorizationRequired()
  return { kind: 'visitor' as const, ...actor, opened: pass !== undefined }
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function findLive({ database, now }: World, by: 'id' | 'hash', given: unknown) {
  const known = database.system
    .selectFrom('shareLink')
    .select(['companyId', 'interviewId', 'id as shareLinkId', 'passwordHash'])
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now())
  if (by === 'hash') return known.where('hash', '=', hashOfLink(String(given))).executeTakeFirst()
  return isUuid.test(String(given)) ? known.where('id', '=', String(given)).executeTakeFirst() : undefined
}
