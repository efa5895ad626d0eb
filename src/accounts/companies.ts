import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { contextOf, type World } from '../lib/context.ts'
import * as apiKeys from './api-keys.ts'
import * as users from './users.ts'

export type NewCompany = { name: string; email: string; password: string }
/** What its owner needs to begin: the sign-in and an API key, shown this once. */
export type Welcome = { url: string; email: string; password: string; apiKey: string }

/** Makes a company, its owner and its first API key, all or nothing. `before` runs last, before they are kept. */
export async function create(
  world: World,
  { name, email, password }: NewCompany,
  before: (welcome: Welcome) => Promise<void> = async () => undefined,
): Promise<Welcome> {
  return world.database.system.transaction().execute(async (db) => {
    const { id: companyId } = await db.insertInto('company').values({ name }).returning('id').executeTakeFirstOrThrow()
    const ctx = { ...contextOf(world, { kind: 'system', companyId }), db }
    await record(ctx, 'company.created', companyId)
    await users.create(ctx, { email, password, role: 'owner' })
    const { key } = await apiKeys.create(ctx, 'First key')
    const welcome = { url: world.publicUrl, email, password, apiKey: key }
    await before(welcome)
    return welcome
  })
}

/** Whether nobody has moved in yet. */
export async function isEmpty({ database }: World): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select from company) as some`.execute(database.system)
  return !rows[0]?.some
}

export const list = ({ database }: World): Promise<{ id: number; name: string }[]> =>
  database.system.selectFrom('company').select(['id', 'name']).orderBy('id').execute()
