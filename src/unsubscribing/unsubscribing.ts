import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { plan } from '../invitations/plan.ts'
import { isTrue, letterIn } from '../invitations/unsubscribe-token.ts'
import { atomically, contextOf, type World } from '../lib/context.ts'
import { keyFor } from '../lib/vault.ts'

/** Whose reminders a link is about; undefined for a link that is none, or whose candidate was erased. */
export type Reminded =
  | { language: string; companyName: string; assessmentName: string; unsubscribedAt: Date | null; justNow?: boolean }
  | undefined

export async function find(world: World, token: string): Promise<Reminded> {
  return (await read(world, token))?.reminded
}

/** No more reminders of this interview, also none that are queued already. Said again, it changes nothing. */
export const unsubscribe = (world: World, token: string) => set(world, token, world.now())

export const resubscribe = (world: World, token: string) => set(world, token, null)

async function set(world: World, token: string, unsubscribedAt: Date | null): Promise<Reminded> {
  const found = await read(world, token)
  if (!found) return undefined
  const { companyId, interviewId, reminded } = found
  await atomically(contextOf(world, { kind: 'candidate', companyId, interviewId }), async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('interview')
      .set({ unsubscribedAt })
      .where('companyId', '=', companyId)
      .where('id', '=', interviewId)
      .where('unsubscribedAt', unsubscribedAt ? 'is' : 'is not', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await plan(ctx, sql`i.id = ${interviewId}`)
    await record(ctx, unsubscribedAt ? 'interview.unsubscribed' : 'interview.resubscribed', interviewId)
  })
  return { ...reminded, unsubscribedAt, justNow: true }
}

async function read({ database, vault }: World, token: string) {
  const letterId = letterIn(token)
  if (!letterId) return undefined
  const row = await database.system
    .selectFrom('letter as l')
    .innerJoin('interview as i', (on) =>
      on.onRef('i.companyId', '=', 'l.companyId').onRef('i.id', '=', 'l.interviewId'),
    )
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .innerJoin('candidateKey as k', (on) =>
      on.onRef('k.companyId', '=', 'i.companyId').onRef('k.candidateId', '=', 'i.candidateId'),
    )
    .innerJoin('company', 'company.id', 'l.companyId')
    .select(['l.companyId', 'l.interviewId', 'k.wrapped', 'i.unsubscribedAt', 'a.language'])
    .select(['a.name as assessmentName', 'company.name as companyName'])
    .where('l.id', '=', letterId)
    .executeTakeFirst()
  if (!row) return undefined
  const { companyId, interviewId, wrapped, ...reminded } = row
  if (!isTrue(keyFor(vault.unwrap(companyId, wrapped), 'link'), letterId, token)) return undefined
  return { companyId, interviewId, reminded }
}
