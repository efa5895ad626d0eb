import { createHash, randomBytes } from 'node:crypto'
import { record } from '../events/events.ts'
import { atomically, type Ctx, contextOf, type World } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import { guess } from './guesses.ts'
import { isPassword } from './passwords.ts'
import { findByEmail, holdAsChecked } from './users.ts'

const lifetimeSeconds = 14 * 86_400

export type IssuedToken = { token: string; ttlSeconds: number; createdAt: Date; userId: number }

/**
 * Signs a user of the key's company in: a token of 256 bits, of which only the SHA-256 is kept.
 * Throws `unauthenticated` alike for an unknown address and a wrong password, `too_many` after repeated guessing.
 */
export async function signIn(ctx: Ctx, email: string, password: string, ip: string): Promise<IssuedToken> {
  const user = await findByEmail(ctx, email)
  const given = { companyId: ctx.actor.companyId, of: email.toLowerCase(), ip }
  const right = await guess(ctx, given, () =>
    isPassword(password, user?.disabledAt ? undefined : user?.passwordHash || undefined),
  )
  if (!right || !user) throw new Problem('unauthenticated', 'login failed', { name: 'LOGIN_FAILED' })
  return issue(ctx, user)
}

type Checked = { id: number; role: string; passwordHash: string }

function issue(outer: Ctx, { id: userId, role, passwordHash }: Checked): Promise<IssuedToken> {
  const { companyId } = outer.actor
  const actor = { kind: 'user', companyId, userId, role } as Extract<Ctx['actor'], { kind: 'user' }>
  return atomically(contextOf(outer, actor), async (ctx) => {
    await holdAsChecked(ctx, userId, passwordHash)
    const token = randomBytes(32).toString('base64url')
    const createdAt = ctx.now()
    const expiresAt = new Date(createdAt.getTime() + lifetimeSeconds * 1000)
    await ctx.db
      .insertInto('accessToken')
      .values({ hash: hashOfToken(token), userId, createdAt, expiresAt, companyId })
      .execute()
    await record(ctx, 'user.signed_in', userId)
    return { token, ttlSeconds: lifetimeSeconds, createdAt, userId }
  })
}

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Expired ones: nobody can use them any more. */
export async function sweepTokens({ database, now }: World) {
  await database.system.deleteFrom('accessToken').where('expiresAt', '<=', now()).execute()
}
