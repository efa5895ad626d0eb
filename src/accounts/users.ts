import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type Role } from '../lib/context.ts'
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

export const findByEmail = (ctx: Ctx, email: string) =>
  ctx.db
    .selectFrom('user')
    .select(['id', 'role', 'passwordHash', 'disabledAt'])
    .where('companyId', '=', ctx.actor.companyId)
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()
