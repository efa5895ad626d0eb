import { sql } from 'kysely'
import { emailHash, nameChanges } from '../candidates/candidates.ts'
import { openPersonal, type Personal, sealPersonal } from '../candidates/personal.ts'
import { recordAll } from '../events/events.ts'
import type { Ctx } from '../lib/context.ts'
import { newDataKey } from '../lib/vault.ts'

type People = Map<string, Personal>

/** Everybody by address, as `candidates.meet` does for one: made when new, given the newer name when known. */
export async function meetAll(ctx: Ctx, people: People): Promise<Map<string, number>> {
  if (people.size === 0) return new Map()
  // In one order everywhere, so that two imports of the same people wait for each other instead of both for both.
  const hashed = [...people].map(([address, personal]) => ({ address, personal, hash: emailHash(ctx, address) }))
  hashed.sort((a, b) => a.hash.compare(b.hash))
  const made = await make(ctx, hashed)
  const others = hashed.filter(({ address }) => !made.has(address))
  const known = await rename(ctx, others)
  const met = new Map([...made, ...known])
  // Erased between two statements: now there is room for new ones.
  const gone = new Map([...people].filter(([address]) => !met.has(address)))
  return gone.size === 0 ? met : new Map([...met, ...(await meetAll(ctx, gone))])
}

type Hashed = { address: string; personal: Personal; hash: Buffer }

async function make(ctx: Ctx, people: Hashed[]): Promise<Map<string, number>> {
  const { companyId } = ctx.actor
  const now = ctx.now()
  const keys = people.map(() => newDataKey())
  const sealed = people.map(({ personal }, index) => sealPersonal(keys[index] ?? newDataKey(), personal))
  const wrapped = keys.map((key) => ctx.vault.wrap(companyId, key))
  const { rows } = await sql<{ id: number; hash: Buffer }>`
    with given as (
      select * from unnest(${people.map(({ hash }) => hash)}::bytea[], ${sealed}::bytea[], ${wrapped}::bytea[])
        as g (hash, personal, wrapped)
    ), made as (
      insert into candidate (company_id, email_hash, personal, created_at, updated_at)
      select ${companyId}, hash, personal, ${now}, ${now} from given
      on conflict (company_id, email_hash) do nothing returning id, email_hash
    ), keyed as (
      insert into candidate_key (company_id, candidate_id, wrapped)
      select ${companyId}, made.id, given.wrapped from made join given on given.hash = made.email_hash
    )
    select id, email_hash as hash from made`.execute(ctx.db.withoutPlugins())
  await recordAll(
    ctx,
    'candidate.created',
    rows.map(({ id }) => id),
  )
  return byAddress(people, rows)
}

/** Those we know are held, so that they are not erased before they have their interview; the newest name is theirs. */
async function rename(ctx: Ctx, people: Hashed[]): Promise<Map<string, number>> {
  if (people.length === 0) return new Map()
  const { companyId } = ctx.actor
  const { rows } = await sql<{ id: number; hash: Buffer; personal: Buffer; wrapped: Buffer }>`
    select c.id, c.email_hash as hash, c.personal, k.wrapped from candidate c
    join candidate_key k on k.company_id = c.company_id and k.candidate_id = c.id
    where c.company_id = ${companyId} and c.email_hash = any (${people.map(({ hash }) => hash)}::bytea[])
    order by c.id for update of c`.execute(ctx.db.withoutPlugins())
  const given = new Map(people.map(({ hash, personal }) => [hash.toString('base64'), personal]))
  const changed = rows.flatMap(({ id, hash, personal, wrapped }) => {
    const dataKey = ctx.vault.unwrap(companyId, wrapped)
    const newer = nameChanges(openPersonal(dataKey, personal), given.get(hash.toString('base64')))
    return newer ? [{ id, personal: sealPersonal(dataKey, newer) }] : []
  })
  if (changed.length > 0) await write(ctx, changed)
  return byAddress(people, rows)
}

async function write(ctx: Ctx, changed: { id: number; personal: Buffer }[]): Promise<void> {
  const ids = changed.map(({ id }) => id)
  await sql`
    update candidate c set personal = given.personal, updated_at = ${ctx.now()}
    from unnest(${ids}::bigint[], ${changed.map(({ personal }) => personal)}::bytea[]) as given (id, personal)
    where c.company_id = ${ctx.actor.companyId} and c.id = given.id`.execute(ctx.db)
  await recordAll(ctx, 'candidate.updated', ids)
}

function byAddress(people: Hashed[], rows: { id: number; hash: Buffer }[]): Map<string, number> {
  const ids = new Map(rows.map(({ id, hash }) => [hash.toString('base64'), id]))
  return new Map(
    people.flatMap(({ address, hash }) => {
      const id = ids.get(hash.toString('base64'))
      return id === undefined ? [] : [[address, id] as const]
    }),
  )
}
