import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx, contextOf, type Role, type UserCtx, type World } from '../lib/context.ts'
import { invalid, Problem } from '../lib/problem.ts'
import { guess } from './guesses.ts'
import { hashPassword, isPassword } from './passwords.ts'
import * as sessions from './sessions.ts'
import * as team from './team.ts'
import { hashOfToken } from './tokens.ts'
import * as userLinks from './user-links.ts'
import { holdAsChecked, refuseShort } from './users.ts'

/** Changes one's own name. */
export async function rename(outer: UserCtx, name: string): Promise<void> {
  await atomically(outer, async (ctx) => {
    const { companyId, userId } = ctx.actor
    await ctx.db.updateTable('user').set({ name }).where('companyId', '=', companyId).where('id', '=', userId).execute()
    await record(ctx, 'user.renamed', userId)
  })
}

/**
 * Changes one's own password, for the old one. Every other session and every token ends: whoever had the old one is out.
 * `session` is the one they are at, if any.
 */
export async function changePassword(
  outer: UserCtx,
  given: { old: string; password: string; ip: string },
  session?: string,
) {
  refuseShort(given.password)
  const { companyId, userId } = outer.actor
  const { passwordHash, email } = await outer.db
    .selectFrom('user')
    .select(['passwordHash', 'email'])
    .where('companyId', '=', companyId)
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const of = { companyId, of: email.toLowerCase(), ip: given.ip }
  const right = await guess(outer, of, () => isPassword(given.old, passwordHash || undefined))
  if (!right) throw invalid('User', { field: 'oldPassword', code: 'custom', message: 'is not your password' })
  const hashed = await hashPassword(given.password)
  await atomically(outer, async (ctx) => {
    await holdAsChecked(ctx, userId, passwordHash)
    await setPassword(ctx, userId, hashed)
    await team.signOutEverywhere(ctx, userId, session === undefined ? undefined : hashOfToken(session))
    await record(ctx, 'user.password_changed', userId)
  })
}

const setPassword = ({ db, actor }: Ctx, userId: number, passwordHash: string, name?: string) =>
  db
    .updateTable('user')
    .set({ passwordHash, ...(name !== undefined && { name }) })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', userId)
    .execute()

/**
 * Sends whoever has this address a link to choose a new password, in every company they work for. It answers alike, and as
 * quickly, whether anybody has it or not; asking too often is refused as guessing is.
 */
export async function forget(world: World, email: string, ip: string): Promise<void> {
  await guess(world, { companyId: 0, of: `forgotten ${email.toLowerCase()}`, ip }, async () => false)
  // Not waited for: how long it takes would tell whether there is anybody. Whoever gets no letter asks again.
  void sendResets(world, email).catch(() => undefined)
}

async function sendResets(world: World, email: string): Promise<void> {
  const users = await world.database.system
    .selectFrom('user')
    .select(['id', 'companyId'])
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('disabledAt', 'is', null)
    // Who was invited has no password to forget; a stranger's asking must not end the link they were sent.
    .where('passwordHash', '!=', '')
    .limit(10)
    .execute()
  for (const { id, companyId } of users) {
    await atomically(contextOf(world, { kind: 'system', companyId }), async (ctx) => {
      await record(ctx, 'user.password_forgotten', id)
      await team.link(ctx, id, 'reset')
    })
  }
}

export type Welcome = { email: string; name: string; companyName: string; kind: userLinks.LinkKind }

/** Whom a link welcomes; throws `gone` for one that is unknown, used or over, without a difference. */
export async function welcome(world: World, token: string): Promise<Welcome> {
  const { email, name, companyName, kind } = await found(world, token)
  return { email, name, companyName, kind: kind as userLinks.LinkKind }
}

async function found(world: World, token: string): Promise<userLinks.Found> {
  const link = await userLinks.find(world, token)
  if (!link) throw new Problem('gone', 'This link is not good any more. Ask for a new one.')
  return link
}

/** Chooses a password by a link, and is signed in. */
export async function arrive(world: World, token: string, password: string, name?: string): Promise<sessions.SignedIn> {
  refuseShort(password)
  const link = await found(world, token)
  const { companyId, userId, email, companyName } = link
  const role = link.role as Role
  const hashed = await hashPassword(password)
  const actor = { kind: 'user' as const, companyId, userId, role }
  const session = await atomically(contextOf(world, actor), async (ctx) => {
    if (!(await userLinks.use(ctx, link.id))) throw new Problem('gone', 'This link was used already.')
    await setPassword(ctx, userId, hashed, name)
    await team.signOutEverywhere(ctx, userId)
    await record(ctx, link.kind === 'join' ? 'user.joined' : 'user.password_changed', userId)
    return sessions.open(ctx)
  })
  const me = { userId, email, role, companyId, companyName, name: name ?? link.name }
  return { token: session, maxAgeSeconds: sessions.lifetimeSeconds, me }
}
