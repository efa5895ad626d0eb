import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type Role, type UserCtx } from '../lib/context.ts'
import * as languages from '../lib/languages.ts'
import { Problem } from '../lib/problem.ts'
import { hashPassword } from './passwords.ts'

export type NewUser = { email: string; password: string; role: Role; name?: string }

/** Makes a user of the actor's company. The address must be free in it. */
export async function create(outer: Ctx, { email, password, role, name = '' }: NewUser): Promise<{ id: number }> {
  refuseNoAddress(email)
  refuseShort(password)
  const passwordHash = await hashPassword(password)
  return atomically(outer, async (ctx) => {
    if (await findByEmail(ctx, email)) throw new Problem('conflict', `${email} has an account already.`)
    const user = await ctx.db
      .insertInto('user')
      .values({ email, name, role, passwordHash, companyId: ctx.actor.companyId })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(ctx, 'user.created', user.id, { role })
    return user
  })
}

export function refuseNoAddress(email: string): void {
  if (!/^[^@\s<>]+@[^@\s<>]+$/.test(email)) throw new Problem('invalid', `${email} is no e-mail address.`)
}

export function refuseShort(password: string): void {
  if (password.length < 8) throw new Problem('invalid', 'A password needs at least 8 characters.')
}

/**
 * Holds an account to the end of the transaction, as the password just checked had it. Whoever was disabled, or has chosen
 * another password, while it was checked is refused: their sessions have ended already, and this one would outlive that.
 */
export async function holdAsChecked({ db, actor }: Ctx, userId: number, passwordHash: string): Promise<void> {
  const held = await db
    .selectFrom('user')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', userId)
    .where('passwordHash', '=', passwordHash)
    .where('disabledAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!held) throw new Problem('unauthenticated', 'login failed', { name: 'LOGIN_FAILED' })
}

export const findByEmail = (ctx: Ctx, email: string) =>
  ctx.db
    .selectFrom('user')
    .select(['id', 'role', 'passwordHash', 'disabledAt'])
    .where('companyId', '=', ctx.actor.companyId)
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()

/** The language of letters to whoever is asking. */
export async function languageOf({ db, actor }: UserCtx): Promise<languages.Language> {
  const { language } = await db
    .selectFrom('user')
    .select('language')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.userId)
    .executeTakeFirstOrThrow()
  return languages.languageOf(language)
}

/** Chooses it. */
export async function speak({ db, actor }: UserCtx, language: languages.Language): Promise<void> {
  const { companyId, userId } = actor
  await db.updateTable('user').set({ language }).where('companyId', '=', companyId).where('id', '=', userId).execute()
}
