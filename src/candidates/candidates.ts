import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { record } from '../events/events.ts'
import type { Ctx } from '../lib/context.ts'
import { invalid, unknown } from '../lib/problem.ts'
import { newDataKey } from '../lib/vault.ts'
import { openPersonal, type Personal, sealPersonal } from './personal.ts'

/** A person we know, with the key to what we know of them. */
export type Candidate = { id: number; dataKey: KeyObject; personal: Personal }

/** The person with this address in the company: made when new, given the newer name when known. Joins the transaction. */
export async function meet(ctx: Ctx, personal: Personal): Promise<Candidate> {
  const made = await make(ctx, personal)
  if (made) return made
  const known = await findByEmail(ctx, personal.email)
  // Erased between the two statements: now there is room for a new one.
  if (!known) return meet(ctx, personal)
  const newer = nameChanges(known.personal, personal)
  return newer ? edit(ctx, known, newer) : known
}

/** A known person under the newer name; undefined where it says nothing new. What is not said stays. */
export function nameChanges(known: Personal, given: Personal | undefined): Personal | undefined {
  return !given || sameName(known, given) ? undefined : { ...known, ...onlySaid(given) }
}

/** Two statements' work in one; nothing comes back when the address is known already. */
async function make(ctx: Ctx, personal: Personal): Promise<Candidate | undefined> {
  const { companyId } = ctx.actor
  const dataKey = newDataKey()
  const now = ctx.now()
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into candidate (company_id, email_hash, personal, created_at, updated_at)
      values (${companyId}, ${emailHash(ctx, personal.email)}, ${sealPersonal(dataKey, personal)}, ${now}, ${now})
      on conflict (company_id, email_hash) do nothing
      returning id
    )
    insert into candidate_key (company_id, candidate_id, wrapped)
    select ${companyId}::bigint, id, ${ctx.vault.wrap(companyId, dataKey)}::bytea from made
    returning candidate_id as id`.execute(ctx.db)
  const [row] = rows
  if (!row) return undefined
  await record(ctx, 'candidate.created', row.id)
  return { id: row.id, dataKey, personal }
}

const sameName = (known: Personal, given: Personal) =>
  Object.entries(onlySaid(given)).every(([name, said]) => known[name as keyof Personal] === said)

const onlySaid = ({ firstName, lastName }: Personal) => ({
  ...(firstName && { firstName }),
  ...(lastName && { lastName }),
})

/** Writes new personal data over the old, under the same data key and a fresh IV. The address must be free. */
export async function edit(ctx: Ctx, { id, dataKey }: Candidate, personal: Personal): Promise<Candidate> {
  const { companyId } = ctx.actor
  const hash = emailHash(ctx, personal.email)
  const updated = await ctx.db
    .updateTable('candidate')
    .set({ emailHash: hash, personal: sealPersonal(dataKey, personal), updatedAt: ctx.now() })
    // Letters to the old address came back: not so to the new one, until they do.
    .set({ undeliverableAt: sql`case when email_hash = ${hash} then undeliverable_at end` })
    .where('companyId', '=', companyId)
    .where('id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('candidate as other')
            .where('other.companyId', '=', companyId)
            .where('other.emailHash', '=', hash)
            .where('other.id', '!=', id)
            .select('other.id'),
        ),
      ),
    )
    .executeTakeFirst()
  if (updated.numUpdatedRows === 0n) throw takenAddress()
  await record(ctx, 'candidate.updated', id)
  return { id, dataKey, personal }
}

export const takenAddress = () =>
  invalid('Profile', { field: 'emailAddress', code: 'uniqueness', message: 'is taken by another candidate' })

const withKey = ({ db, actor: { companyId } }: Ctx) =>
  db
    .selectFrom('candidate')
    .innerJoin('candidateKey', (on) =>
      on
        .onRef('candidateKey.companyId', '=', 'candidate.companyId')
        .onRef('candidateKey.candidateId', '=', 'candidate.id'),
    )
    .select(['candidate.id', 'candidate.personal', 'candidateKey.wrapped'])
    .where('candidate.companyId', '=', companyId)

/** Held, so that they are not erased before they have their interview. */
async function findByEmail(ctx: Ctx, email: string): Promise<Candidate | undefined> {
  const hash = emailHash(ctx, email)
  const row = await withKey(ctx).where('candidate.emailHash', '=', hash).forUpdate('candidate').executeTakeFirst()
  return row && opened(ctx, row)
}

export async function find(ctx: Ctx, id: number): Promise<Candidate> {
  const row = await withKey(ctx).where('candidate.id', '=', id).executeTakeFirst()
  if (!row) throw unknown('Profile', id)
  return opened(ctx, row)
}

/** The data keys of many, by candidate. */
export async function dataKeys(
  { db, actor: { companyId }, vault }: Ctx,
  ids: number[],
): Promise<Map<number, KeyObject>> {
  const rows = await db
    .selectFrom('candidateKey')
    .select(['candidateId', 'wrapped'])
    .where('companyId', '=', companyId)
    .where('candidateId', 'in', ids)
    .execute()
  return new Map(rows.map(({ candidateId, wrapped }) => [candidateId, vault.unwrap(companyId, wrapped)]))
}

/** The data key of the person whose interview it is. */
export async function dataKeyOf({ db, actor: { companyId }, vault }: Ctx, interviewId: number): Promise<KeyObject> {
  const { wrapped } = await db
    .selectFrom('interview as i')
    .innerJoin('candidateKey as k', (on) =>
      on.onRef('k.companyId', '=', 'i.companyId').onRef('k.candidateId', '=', 'i.candidateId'),
    )
    .select('k.wrapped')
    .where('i.companyId', '=', companyId)
    .where('i.id', '=', interviewId)
    .executeTakeFirstOrThrow()
  return vault.unwrap(companyId, wrapped)
}

function opened(ctx: Ctx, { id, personal, wrapped }: { id: number; personal: Buffer; wrapped: Buffer }): Candidate {
  const dataKey = ctx.vault.unwrap(ctx.actor.companyId, wrapped)
  return { id, dataKey, personal: openPersonal(dataKey, personal) }
}

/** How an address is looked up without being stored: case and outer spaces do not make another person. */
export const emailHash = (ctx: Ctx, email: string): Buffer =>
  ctx.vault.lookup(ctx.actor.companyId, `email ${email.trim().toLowerCase()}`)

/** Holds a person to the end of the transaction, so that nobody gives or takes an interview of theirs meanwhile. */
export const hold = ({ db, actor: { companyId } }: Ctx, id: number) =>
  db.selectFrom('candidate').select('id').where('companyId', '=', companyId).where('id', '=', id).forUpdate().execute()

/**
 * Destroys the data key and the row: what any older copy of the data holds of this person can no longer be read.
 * The candidate must be held and have no interview left. Joins the transaction.
 */
export async function erase(ctx: Ctx, id: number) {
  const { companyId } = ctx.actor
  await ctx.db.deleteFrom('candidateKey').where('companyId', '=', companyId).where('candidateId', '=', id).execute()
  await ctx.db.deleteFrom('candidate').where('companyId', '=', companyId).where('id', '=', id).execute()
  await record(ctx, 'candidate.erased', id)
}
