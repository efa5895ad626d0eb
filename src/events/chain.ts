import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx, World } from '../lib/context.ts'
import { atomically, contextOf } from '../lib/context.ts'
import type { Db } from '../lib/database.ts'

/**
 * The hash chain: each event's hash covers the one before it, so that no event can be changed, dropped or slipped in
 * unseen. Events are chained just after their commit, not in it: in it, every write of a company would wait for the
 * one before to reach the disk.
 */

type Chained = { seq: number; hash: Buffer }
type Link = { id: number; at: Date; actor: string; kind: string; subject: string; details: unknown }

const page = 1000

/** Chains what is not chained yet, in every company. Returns how many events that was. */
export async function chainAll(world: World): Promise<number> {
  const waiting = await world.database.system
    .selectFrom('event')
    .select('companyId')
    .distinct()
    .where('seq', 'is', null)
    .execute()
  let chained = 0
  for (const { companyId } of waiting) chained += await chainCompany(contextOf(world, { kind: 'system', companyId }))
  return chained
}

/** The same in one company. */
export async function chainCompany(ctx: Ctx): Promise<number> {
  for (let chained = 0; ; ) {
    const some = await chainSome(ctx)
    chained += some
    if (some < page) return chained
  }
}

async function chainSome(outer: Ctx): Promise<number> {
  return atomically(outer, async ({ db, actor: { companyId } }) => {
    // One at a time in a company, whichever process: two would both continue from the same event.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`event chain ${companyId}`}, 0))`.execute(db)
    let last = await lastOf(db, companyId)
    const events = await db
      .selectFrom('event')
      .select(['id', 'at', 'actor', 'kind', 'subject', 'details'])
      .where('companyId', '=', companyId)
      .where('seq', 'is', null)
      .orderBy('id')
      .limit(page)
      .execute()
    const links = events.map((event) => {
      last = { seq: last.seq + 1, hash: hashOf(last, event) }
      return { id: event.id, ...last }
    })
    if (links.length > 0) await write(db, companyId, links)
    return events.length
  })
}

async function write(db: Db, companyId: number, links: (Chained & { id: number })[]) {
  const ids = links.map((link) => link.id)
  const seqs = links.map((link) => link.seq)
  const hashes = links.map((link) => link.hash)
  await sql`
    update event set seq = link.seq, hash = link.hash
    from unnest(${ids}::bigint[], ${seqs}::bigint[], ${hashes}::bytea[]) as link (id, seq, hash)
    where event.company_id = ${companyId} and event.id = link.id`.execute(db)
}

async function lastOf(db: Db, companyId: number): Promise<Chained> {
  const last = await db
    .selectFrom('event')
    .select(['seq', 'hash'])
    .where('companyId', '=', companyId)
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { seq: last?.seq ?? 0, hash: last?.hash ?? Buffer.alloc(32) }
}

const hashOf = (last: Chained, { id, at, actor, kind, subject, details }: Link): Buffer =>
  createHash('sha256')
    .update(last.hash)
    .update(JSON.stringify([last.seq + 1, id, at.toISOString(), actor, kind, subject, details]))
    .digest()

/** Whether an event is still what it was found to be. */
export async function stands({ db, actor }: Ctx, { seq, hash }: Chained): Promise<boolean> {
  if (seq === 0) return true
  const event = await db
    .selectFrom('event')
    .select('hash')
    .where('companyId', '=', actor.companyId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return event?.hash?.equals(hash) ?? false
}

/** What a verification found: the number of events, and the first that does not fit. */
export type Verdict = { companyId: number; events: number; brokenAt: number | null }

/**
 * Reads a company's chain from its beginning, or from an event that was found right before. `brokenAt` is the sequence
 * number of the first event that was tampered with.
 */
export async function verifyCompany(
  { db, actor: { companyId } }: Ctx,
  from?: Chained,
): Promise<Verdict & { last: Chained }> {
  let last: Chained = from ?? { seq: 0, hash: Buffer.alloc(32) }
  for (;;) {
    const events = await db
      .selectFrom('event')
      .select(['seq', 'hash', 'id', 'at', 'actor', 'kind', 'subject', 'details'])
      .where('companyId', '=', companyId)
      .where('seq', '>', last.seq)
      .orderBy('seq')
      .limit(page)
      .execute()
    for (const event of events) {
      const fits = event.seq === last.seq + 1 && event.hash !== null && hashOf(last, event).equals(event.hash)
      if (!fits) return { companyId, events: last.seq, brokenAt: last.seq + 1, last }
      last = { seq: last.seq + 1, hash: event.hash as Buffer }
    }
    if (events.length < page) return { companyId, events: last.seq, brokenAt: null, last }
  }
}
