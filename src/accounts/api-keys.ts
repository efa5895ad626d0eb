import { jwtVerify, SignJWT } from 'jose'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type World } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'

/** What a key says of itself, once its signature is right. Whether it still counts is the row's to say. */
export type KeyClaims = { companyId: number; keyId: string }

/**
 * Makes an API key for the actor's company: a JWT (RFC 7519) of `sub` and `jti` alone, since ATS vendors cap keys at
 * 170 characters. Shown once; a company may have several.
 */
export async function create(outer: Ctx, name: string): Promise<{ id: string; key: string }> {
  return atomically(outer, async (ctx) => {
    const { companyId } = ctx.actor
    const { id } = await ctx.db
      .insertInto('apiKey')
      .values({ name, companyId })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(ctx, 'key.created', id)
    return { id, key: await sign(ctx, companyId, id) }
  })
}

const sign = ({ vault }: World, companyId: number, keyId: string) =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(String(companyId))
    .setJti(keyId)
    .sign(vault.signing)

/** Revokes at once: the next request with the key is a 401. */
export async function revoke(outer: Ctx, id: string): Promise<void> {
  if (!isUuid(id)) throw unknown('ApiKey', id)
  await atomically(outer, async (ctx) => {
    const { companyId } = ctx.actor
    const revoked = await ctx.db
      .updateTable('apiKey')
      .set({ revokedAt: ctx.now() })
      .where('companyId', '=', companyId)
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (revoked.numUpdatedRows === 0n) throw unknown('ApiKey', id)
    await record(ctx, 'key.revoked', id)
  })
}

const isUuid = (id: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)

/** Signatures already checked, by the key's text: a right one stays right, only its row can change. */
const checked = new Map<string, KeyClaims>()
const mostChecked = 1000

/** The claims of a key whose signature is ours; undefined for anything else. */
export async function readKey({ vault }: World, key: string): Promise<KeyClaims | undefined> {
  const known = checked.get(key)
  if (known) return known
  const claims = await jwtVerify(key, vault.signing, { algorithms: ['HS256'] }).then(
    ({ payload: { sub, jti } }) => (sub && jti ? { companyId: Number(sub), keyId: jti } : undefined),
    () => undefined,
  )
  if (claims && checked.size < mostChecked) checked.set(key, claims)
  return claims
}
