import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx, contextOf, type UserCtx, type World } from '../lib/context.ts'
import type { Db } from '../lib/database.ts'
import { invalid, Problem } from '../lib/problem.ts'
import { timeZoneNamed } from '../lib/time-zone.ts'
import * as apiKeys from './api-keys.ts'
import { testLetter } from './mail.ts'
import { allow } from './permissions.ts'
import * as users from './users.ts'

export type NewCompany = { name: string; email: string; password: string }
/** What its owner needs to begin: the sign-in and an API key, shown this once. */
export type Welcome = { url: string; email: string; password: string; apiKey: string }

/** Makes a company, its owner and its first API key, all or nothing. */
export const create = (world: World, given: NewCompany): Promise<Welcome> =>
  world.database.system.transaction().execute((db) => make(world, db, given))

/**
 * The same when nobody has moved in yet; of several processes that start together on an empty database, one does it.
 * `before` runs last, before they are kept.
 */
export const createFirst = (
  world: World,
  given: NewCompany,
  before: (welcome: Welcome) => Promise<void>,
): Promise<Welcome | undefined> =>
  world.database.system.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('first company', 0))`.execute(db)
    if (await db.selectFrom('company').select('id').limit(1).executeTakeFirst()) return undefined
    const welcome = await make(world, db, given)
    await before(welcome)
    return welcome
  })

async function make(world: World, db: Db, { name, email, password }: NewCompany): Promise<Welcome> {
  const { id: companyId } = await db.insertInto('company').values({ name }).returning('id').executeTakeFirstOrThrow()
  const ctx = { ...contextOf(world, { kind: 'system', companyId }), db }
  await record(ctx, 'company.created', companyId)
  await users.create(ctx, { email, password, role: 'owner' })
  const { key } = await apiKeys.create(ctx, 'First key')
  return { url: world.publicUrl, email, password, apiKey: key }
}

export const list = ({ database }: World): Promise<{ id: number; name: string }[]> =>
  database.system.selectFrom('company').select(['id', 'name']).orderBy('id').execute()

export type CompanyProfile = { name: string; timeZone: string; letters: 'smtp' | 'folder' }

/** What a company says of itself, and where its letters go. */
export async function find(ctx: UserCtx): Promise<CompanyProfile> {
  allow(ctx, 'team.read')
  const { name, timeZone } = await ctx.db
    .selectFrom('company')
    .select(['name', 'timeZone'])
    .where('id', '=', ctx.actor.companyId)
    .executeTakeFirstOrThrow()
  return { name, timeZone, letters: ctx.letters.leaveBy }
}

/** `timeZone` is for deadlines in letters to people who have not said theirs, and for when the day begins. */
export function edit(outer: Ctx, given: { name?: string; timeZone?: string }): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'company.write')
    const timeZone = given.timeZone === undefined ? undefined : timeZoneNamed(given.timeZone)
    if (given.timeZone !== undefined && timeZone === undefined) throw noTimeZone()
    const { companyId } = ctx.actor
    await ctx.db
      .updateTable('company')
      .set((company) => ({ name: company.ref('name'), ...given, ...(timeZone !== undefined && { timeZone }) }))
      .where('id', '=', companyId)
      .execute()
    await record(ctx, 'company.updated', companyId, { changed: Object.keys(given) })
  })
}

const noTimeZone = () =>
  invalid('Company', { field: 'timeZone', code: 'custom', message: 'is not a time zone such as Europe/Berlin' })

/** Sends a letter to oneself now, and says what the mail server says. */
export async function tryLetter(ctx: UserCtx): Promise<{ to: string }> {
  allow(ctx, 'company.write')
  const { email } = await ctx.db
    .selectFrom('user')
    .select('email')
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', ctx.actor.userId)
    .executeTakeFirstOrThrow()
  await ctx.letters.send(testLetter({ email, language: await users.languageOf(ctx) })).catch((error: Error) => {
    throw new Problem('unavailable', error.message)
  })
  return { to: email }
}
