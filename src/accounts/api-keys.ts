import { jwtVerify, SignJWT } from 'jose'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type World } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { allow } from './permissions.ts'

/** What a key says of itself, once its signature is right. Whether it still counts is the row's to say. */
export type KeyClaims = { companyId: number; keyId: string }

/** What an owner does with keys; `create` and `revoke` are also the house's own, at its start and its terminal. */
export const add = (ctx: Ctx, name: string) => {
  allow(ctx, 'key.write')
  return create(ctx, name)
}
export const end = (ctx: Ctx, id: string) => {
  allow(ctx, 'key.write')
  return revoke(ctx, id)
}

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

export type ListedKey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null }

/** The company's keys, without what makes them keys: that was shown once. */
export async function list(ctx: Ctx): Promise<ListedKey[]> {
  allow(ctx, 'key.write')
  return ctx.db
    .selectFrom('apiKey')
    .select(['id', 'name', 'createdAt', 'lastUsedAt', 'revokedAt'])
    .where('companyId', '=', ctx.actor.companyId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** A new key in the place of an old one, which ends at once. */
export function rotate(outer: Ctx, id: string): Promise<{ id: string; key: string }> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'key.write')
    const old = await ctx.db
      .selectFrom('apiKey')
      .select('name')
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .executeTakeFirst()
    if (!old) throw unknown('ApiKey', id)
    await revoke(ctx, id)
    return create(ctx, old.name)
  })
}

const hourMs = 3_600_000
const noted = new Map<string, number>()

/** When a key was last used, to the hour: a request does not wait for it, and most write nothing. */
export function noteUse({ database, now }: World, { companyId, keyId }: KeyClaims): void {
  const at = now()
  if (at.getTime() - (noted.get(keyId) ?? 0) < hourMs) return
  noted.set(keyId, at.getTime())
  database
    .of(companyId)
    .updateTable('apiKey')
    .set({ lastUsedAt: at })
    .where('companyId', '=', companyId)
    .where('id', '=', keyId)
    // Other processes note it too.
    .where((key) => key.or([key('lastUsedAt', 'is', null), key('lastUsedAt', '<=', new Date(at.getTime() - hourMs))]))
    .execute()
    .catch(() => noted.delete(keyId))
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
