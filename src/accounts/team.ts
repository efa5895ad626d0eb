import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type Role, type UserCtx } from '../lib/context.ts'
import { accessDenied } from '../lib/error-body.ts'
import type { Language } from '../lib/languages.ts'
import { invalid, Problem, unknown } from '../lib/problem.ts'
import { allow } from './permissions.ts'
import * as userLinks from './user-links.ts'
import * as users from './users.ts'

export type Member = {
  id: number
  email: string
  name: string
  role: Role
  createdAt: Date
  disabledAt: Date | null
  /** Invited, and has not chosen a password yet. */
  isInvited: boolean
  /** Why the letter that invited them did not arrive. */
  failure: string | null
  lastSignedInAt: Date | null
}

/** Everybody who works for the company. */
export async function list(ctx: Ctx): Promise<Member[]> {
  allow(ctx, 'team.read')
  const { rows } = await sql<Member>`
    select u.id, u.email, u.name, u.role, u.created_at as "createdAt", u.disabled_at as "disabledAt",
      u.password_hash = '' as "isInvited",
      (select l.failure from user_link l where l.company_id = u.company_id and l.user_id = u.id and u.password_hash = ''
        order by l.created_at desc limit 1) as failure,
      -- Of the log: a session is gone once it has ended.
      (select e.at from event e where e.company_id = u.company_id and e.subject = u.id::text
        and e.kind = 'user.signed_in' order by e.id desc limit 1) as "lastSignedInAt"
    from "user" u where u.company_id = ${ctx.actor.companyId} order by u.id`.execute(ctx.db.withoutPlugins())
  return rows
}

export type Invited = { userId: number; address: string }

/**
 * Invites a colleague by letter, in the language of whoever does unless they say another. Answers the link too, for a company
 * whose letters do not leave yet.
 */
export function invite(
  outer: UserCtx,
  given: { email: string; role: Role; language?: Language | undefined },
): Promise<Invited> {
  const email = given.email.trim()
  users.refuseNoAddress(email)
  return atomically(outer, async (ctx) => {
    allow(ctx, 'team.write')
    const made = await ctx.db
      .insertInto('user')
      .values({
        ...{ email, role: given.role, passwordHash: '', companyId: ctx.actor.companyId },
        language: given.language ?? (await users.languageOf(ctx)),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) throw invalid('User', { field: 'email', code: 'uniqueness', message: 'has an account already' })
    await record(ctx, 'user.invited', made.id, { role: given.role })
    return link(ctx, made.id, 'join')
  })
}

/**
 * The same letter again, with a new link, to somebody who has not come yet. Not to anybody else: whoever sends it sees the
 * link, and could choose the password of a colleague and act in their name.
 */
export function inviteAgain(outer: Ctx, userId: number): Promise<Invited> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'team.write')
    const user = await hold(ctx, userId)
    if (user.disabledAt) throw new Problem('conflict', 'This account is disabled. Enable it first.')
    if (user.passwordHash !== '')
      throw new Problem('conflict', 'They have joined already. Who has forgotten a password asks at the sign-in.')
    await record(ctx, 'user.invited', userId, { role: user.role })
    return link(ctx, userId, 'join')
  })
}

/** Makes a link and queues the letter with it, in the transaction. */
export async function link(ctx: Ctx, userId: number, kind: userLinks.LinkKind): Promise<Invited> {
  const linkId = await userLinks.issue(ctx, userId, kind)
  return { userId, address: userLinks.addressOf(ctx, linkId) }
}

export type MemberWords = { role?: Role; disabled?: boolean }

/** Changes what a colleague may do. A disabled one is out at once; the last owner stays one. */
export function edit(outer: Ctx, userId: number, { role, disabled }: MemberWords): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'team.write')
    const owners = await holdOwners(ctx)
    // Whoever lost their own place while they waited here gives and takes none.
    if (!owners.includes(ctx.actor.userId)) throw accessDenied()
    const user = await hold(ctx, userId)
    const loses = (role !== undefined && role !== 'owner') || disabled === true
    if (loses && owners.length === 1 && owners[0] === userId)
      throw new Problem('conflict', 'A company needs an owner. Make somebody else one first.', { name: 'LAST_OWNER' })
    if (role !== undefined && role !== user.role) {
      await set(ctx, userId, { role })
      await record(ctx, 'user.role_changed', userId, { role, before: user.role })
    }
    if (disabled !== undefined && disabled !== (user.disabledAt !== null)) {
      await set(ctx, userId, { disabledAt: disabled ? ctx.now() : null })
      if (disabled) await signOutEverywhere(ctx, userId)
      await record(ctx, disabled ? 'user.disabled' : 'user.enabled', userId)
    }
  })
}

/**
 * Held, so that of the last two owners not both can take the other's place away. Who was invited and has not come yet is
 * none: they may never come.
 */
async function holdOwners({ db, actor }: UserCtx): Promise<number[]> {
  const owners = await db
    .selectFrom('user')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('role', '=', 'owner')
    .where('disabledAt', 'is', null)
    .where('passwordHash', '!=', '')
    .orderBy('id')
    .forUpdate()
    .execute()
  return owners.map(({ id }) => id)
}

async function hold({ db, actor }: UserCtx, userId: number) {
  const user = await db
    .selectFrom('user')
    .select(['id', 'role', 'disabledAt', 'passwordHash'])
    .where('companyId', '=', actor.companyId)
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  if (!user) throw unknown('User', userId)
  return user
}

const set = ({ db, actor }: UserCtx, userId: number, how: { role?: Role; disabledAt?: Date | null }) =>
  db.updateTable('user').set(how).where('companyId', '=', actor.companyId).where('id', '=', userId).execute()

/** Ends every session, token and link of somebody; `but` is the session they are at. */
export async function signOutEverywhere(ctx: Ctx, userId: number, but?: Buffer): Promise<void> {
  const { companyId } = ctx.actor
  let sessions = ctx.db.deleteFrom('session').where('companyId', '=', companyId).where('userId', '=', userId)
  if (but) sessions = sessions.where('hash', '!=', but)
  await sessions.execute()
  await ctx.db.deleteFrom('accessToken').where('companyId', '=', companyId).where('userId', '=', userId).execute()
  await userLinks.end(ctx, userId)
}
