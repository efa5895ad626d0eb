import { type RawBuilder, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { chainCompany } from '../events/chain.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { invalid, Problem, unknown } from '../lib/problem.ts'
import { bringForward } from './deliveries.ts'
import type { EventTypeName } from './event-types.ts'
import { ReceiverRefused, refuseUnusable } from './receivers.ts'
import { newSecret, sealSecret } from './secrets.ts'

export type Webhook = {
  id: string
  name: string
  url: string
  /** null is every type. */
  types: string[] | null
  createdAt: Date
  failingSince: Date | null
  disabledAt: Date | null
  disabledBecause: string | null
  formerUntil: Date | null
  /** What is still to be delivered, and what was given up. */
  waiting: number
  failed: number
}

export type WebhookWords = { name?: string; url?: string; types?: EventTypeName[] | null; enabled?: boolean }

/** Each is asked about every second; and nobody needs more. */
const mostWebhooks = 20
const dayMs = 86_400_000

/** The company's webhooks, oldest first. */
export async function list(ctx: Ctx): Promise<Webhook[]> {
  allow(ctx, 'webhook.write')
  return await read(ctx)
}

export async function find(ctx: Ctx, id: string): Promise<Webhook> {
  allow(ctx, 'webhook.write')
  const [webhook] = await read(ctx, id)
  if (!webhook) throw unknown('Webhook', id)
  return webhook
}

async function read({ db, actor }: UserCtx, id?: string): Promise<Webhook[]> {
  const { rows } = await sql<Webhook>`
    select w.id, w.name, w.url, w.types, w.created_at as "createdAt", w.failing_since as "failingSince",
      w.disabled_at as "disabledAt", w.disabled_because as "disabledBecause", w.former_until as "formerUntil",
      ${counted(sql`d.due_at is not null`)} as waiting, ${counted(sql`d.failed_at is not null and d.type <> 'webhook.test'`)} as failed
    from webhook w where w.company_id = ${actor.companyId} ${id === undefined ? sql`` : sql`and w.id = ${id}::uuid`}
    order by w.created_at, w.id`.execute(db.withoutPlugins())
  return rows
}

/** Nobody needs to know how many more than so many there are. */
const mostCounted = 10_000

const counted = (which: RawBuilder<unknown>) => sql`(select count(*)::int from (select from delivery d
  where d.company_id = w.company_id and d.webhook_id = w.id and ${which} limit ${mostCounted}) as counted)`

/** Makes a webhook, which is told what happens from now on. The secret is answered this once. */
export async function create(
  outer: Ctx,
  given: Required<Pick<WebhookWords, 'name' | 'url' | 'types'>>,
): Promise<Webhook & { secret: string }> {
  allow(outer, 'webhook.write')
  // What has happened already has its place in the chain then, before the webhook's beginning.
  await chainCompany(outer)
  return await atomically(outer, async (ctx) => {
    refuseReceiver(ctx, given.url)
    await refuseTooMany(ctx)
    const secret = newSecret()
    const now = ctx.now()
    const { companyId } = ctx.actor
    const { id } = await ctx.db
      .insertInto('webhook')
      .values({
        ...given,
        secret: sealSecret(ctx, companyId, secret),
        createdAt: now,
        updatedAt: now,
        createdBy: ctx.actor.userId,
        seenSeq: sql<number>`(select coalesce(max(seq), 0) from event where company_id = ${companyId})`,
        companyId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(ctx, 'webhook.created', id)
    return { ...(await find(ctx, id)), secret }
  })
}

function refuseReceiver(ctx: Ctx, url: string): void {
  try {
    refuseUnusable(url, ctx.receiving)
  } catch (error) {
    if (!(error instanceof ReceiverRefused)) throw error
    throw invalid('Webhook', { field: 'url', code: 'custom', message: error.message })
  }
}

async function refuseTooMany({ db, actor }: UserCtx): Promise<void> {
  // Two at once must not both be the last.
  await sql`select from company where id = ${actor.companyId} for update`.execute(db)
  const { count } = await db
    .selectFrom('webhook')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('companyId', '=', actor.companyId)
    .executeTakeFirstOrThrow()
  if (count >= mostWebhooks) throw new Problem('conflict', `A company has at most ${mostWebhooks} webhooks`)
}

/**
 * Changes a webhook. Switched on again, it is told what it missed while it was off, as far back as deliveries are kept. So, and
 * at another address, what was waiting for it is tried at once, and what went wrong before is not held against it.
 */
export function edit(outer: Ctx, id: string, { enabled, ...given }: WebhookWords): Promise<Webhook> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'webhook.write')
    const before = await find(ctx, id)
    if (given.url !== undefined) refuseReceiver(ctx, given.url)
    const isMoved = given.url !== undefined && given.url !== before.url
    await ctx.db
      .updateTable('webhook')
      .set({ ...given, updatedAt: ctx.now() })
      .$if(enabled === false && !before.disabledAt, (query) => query.set({ disabledAt: ctx.now() }))
      .$if(enabled === true, (query) => query.set({ disabledAt: null, disabledBecause: null }))
      .$if(enabled === true || isMoved, (query) => query.set({ failingSince: null }))
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .execute()
    if (isMoved || (enabled === true && before.disabledAt)) await bringForward(ctx, id)
    const changed = [...Object.keys(given), ...(enabled === undefined ? [] : [enabled ? 'on' : 'off'])]
    await record(ctx, 'webhook.updated', id, { changed })
    return await find(ctx, id)
  })
}

/** Removes a webhook with everything that was or is to be delivered to it. */
export function remove(outer: Ctx, id: string): Promise<void> {
  return atomically(outer, async (ctx) => {
    await find(ctx, id)
    await ctx.db.deleteFrom('webhook').where('companyId', '=', ctx.actor.companyId).where('id', '=', id).execute()
    await record(ctx, 'webhook.removed', id)
  })
}

/** A new secret, answered this once. What is sent in the next 24 hours is signed with the former one too. */
export function rotate(outer: Ctx, id: string): Promise<{ secret: string; formerUntil: Date }> {
  return atomically(outer, async (ctx) => {
    await find(ctx, id)
    const secret = newSecret()
    const formerUntil = new Date(ctx.now().getTime() + dayMs)
    await ctx.db
      .updateTable('webhook')
      .set(({ ref }) => ({
        formerSecret: ref('secret'),
        formerUntil,
        secret: sealSecret(ctx, ctx.actor.companyId, secret),
        updatedAt: ctx.now(),
      }))
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .execute()
    await record(ctx, 'webhook.rotated', id)
    return { secret, formerUntil }
  })
}
