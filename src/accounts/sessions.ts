import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx, contextOf, type Role, type UserCtx, type World } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import { guess } from './guesses.ts'
import { isPassword } from './passwords.ts'
import { hashOfToken } from './tokens.ts'
import { holdAsChecked } from './users.ts'

export const lifetimeSeconds = 7 * 86_400

export type Me = { userId: number; email: string; name: string; role: Role; companyId: number; companyName: string }
export type SignedIn = { token: string; maxAgeSeconds: number; me: Me }

/**
 * Signs somebody in to the dashboard by address and password, of whichever company has both. Throws `unauthenticated`
 * alike for an unknown address and a wrong password, `too_many` after repeated guessing.
 */
export async function signIn(world: World, email: string, password: string, ip: string): Promise<SignedIn> {
  let found: Account | undefined
  const right = await guess(world, { companyId: 0, of: email.toLowerCase(), ip }, async () => {
    found = await whoseIs(world, email, password)
    return found !== undefined
  })
  if (!right || !found) throw new Problem('unauthenticated', 'login failed', { name: 'LOGIN_FAILED' })
  const { passwordHash, ...me } = found
  const actor = { kind: 'user' as const, companyId: me.companyId, userId: me.userId, role: me.role }
  const token = await atomically(contextOf(world, actor), async (ctx) => {
    await holdAsChecked(ctx, me.userId, passwordHash)
    return open(ctx)
  })
  return { token, maxAgeSeconds: lifetimeSeconds, me }
}

/** One person may work for several companies: their password says which. Nobody's costs as much as somebody's. */
async function whoseIs({ database }: World, email: string, password: string): Promise<Account | undefined> {
  const users = await accountsOf(database.system, sql`lower(u.email) = ${email.toLowerCase()}`)
  if (users.length === 0) await isPassword(password, undefined)
  for (const user of users) if (await isPassword(password, user.passwordHash || undefined)) return user
  return undefined
}

type Account = Me & { passwordHash: string }

async function accountsOf(db: Ctx['db'], narrowed: ReturnType<typeof sql>): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select u.id as "userId", u.email, u.name, u.role, u.company_id as "companyId", c.name as "companyName",
      u.password_hash as "passwordHash"
    from "user" u join company c on c.id = u.company_id
    where u.disabled_at is null and ${narrowed} order by u.id limit 10`.execute(db.withoutPlugins())
  return rows
}

/** Opens a session; joins the transaction. */
export async function open(ctx: UserCtx): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const createdAt = ctx.now()
  const expiresAt = new Date(createdAt.getTime() + lifetimeSeconds * 1000)
  const { companyId, userId } = ctx.actor
  await ctx.db
    .insertInto('session')
    .values({ hash: hashOfToken(token), userId, createdAt, expiresAt, companyId })
    .execute()
  await record(ctx, 'user.signed_in', userId)
  return token
}

/** Who is signed in. */
export async function whoAmI({ db, actor }: UserCtx): Promise<Me> {
  const [found] = await accountsOf(db, sql`u.company_id = ${actor.companyId} and u.id = ${actor.userId}`)
  if (!found) throw new Problem('unauthenticated', 'This account is no longer there')
  const { passwordHash: _, ...me } = found
  return me
}

/** Ends one session, at once. */
export function signOut(outer: UserCtx, token: string): Promise<void> {
  return atomically(outer, async (ctx) => {
    const { numDeletedRows } = await ctx.db
      .deleteFrom('session')
      .where('companyId', '=', ctx.actor.companyId)
      .where('hash', '=', hashOfToken(token))
      .executeTakeFirst()
    if (numDeletedRows > 0n) await record(ctx, 'user.signed_out', ctx.actor.userId)
  })
}

/** Expired ones: nobody can use them any more. */
export async function sweepSessions({ database, now }: World) {
  await database.system.deleteFrom('session').where('expiresAt', '<=', now()).execute()
}
