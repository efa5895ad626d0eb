import { type RawBuilder, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type UserCtx, type World } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'

export type State = 'delivered' | 'waiting' | 'failed'

export type Delivery = {
  id: string
  type: string
  payload: string
  createdAt: Date
  state: State
  /** When it is tried next. */
  dueAt: Date | null
  deliveredAt: Date | null
  attempts: number
  lastStatus: number | null
  lastError: string | null
}

export type Attempt = { at: Date; tookMs: number; status: number | null; error: string | null; answer: string }

/** How long the delivery log is kept, and how far back a webhook that was off is told what it missed. */
export const keptDays = 30
export const oldestKept = (now: Date) => new Date(now.getTime() - keptDays * 86_400_000)

const states: Record<State, RawBuilder<unknown>> = {
  delivered: sql`d.delivered_at is not null and d.due_at is null`,
  waiting: sql`d.due_at is not null`,
  failed: sql`d.failed_at is not null`,
}

export type Narrowed = {
  state?: State | undefined
  type?: string | undefined
  before?: string | undefined
  limit: number
}

/** What was and is to be delivered to a webhook, newest first: a page, from before a delivery on. */
export async function list(ctx: Ctx, webhookId: string, { state, type, before, limit }: Narrowed): Promise<Delivery[]> {
  allow(ctx, 'webhook.write')
  await refuseUnknown(ctx, webhookId)
  return await read(
    ctx,
    sql`d.webhook_id = ${webhookId}
      ${state ? sql`and ${states[state]}` : sql``} ${type ? sql`and d.type = ${type}` : sql``}
      ${before ? sql`and (d.created_at, d.id) < (select b.created_at, b.id from delivery b where b.company_id = d.company_id and b.id = ${before}::uuid)` : sql``}
      order by d.created_at desc, d.id desc limit ${limit}`,
  )
}

/** One delivery, with everything that was tried. */
export async function find(ctx: Ctx, id: string): Promise<Delivery & { tried: Attempt[] }> {
  allow(ctx, 'webhook.write')
  const [delivery] = await read(ctx, sql`d.id = ${id}`)
  if (!delivery) throw unknown('Delivery', id)
  const tried = await ctx.db
    .selectFrom('deliveryAttempt')
    .select(['at', 'tookMs', 'status', 'error', 'answer'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('deliveryId', '=', id)
    .orderBy('id')
    .execute()
  return { ...delivery, tried }
}

async function read({ db, actor }: UserCtx, narrowed: RawBuilder<unknown>): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select d.id, d.type, d.payload, d.created_at as "createdAt", d.due_at as "dueAt", d.delivered_at as "deliveredAt",
      case when ${states.waiting} then 'waiting' when ${states.failed} then 'failed' else 'delivered' end as state,
      (select count(*)::int from delivery_attempt a where a.company_id = d.company_id and a.delivery_id = d.id) as attempts,
      last.status as "lastStatus", last.error as "lastError"
    from delivery d
    left join lateral (select a.status, a.error from delivery_attempt a
      where a.company_id = d.company_id and a.delivery_id = d.id order by a.id desc limit 1) last on true
    where d.company_id = ${actor.companyId} and ${narrowed}`.execute(db.withoutPlugins())
  return rows
}

async function refuseUnknown({ db, actor }: UserCtx, webhookId: string): Promise<void> {
  const webhook = await db
    .selectFrom('webhook')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', webhookId)
    .executeTakeFirst()
  if (!webhook) throw unknown('Webhook', webhookId)
}

/** Delivers again, whatever came of it before: the same webhook-id, so that a receiver knows it. */
export function replay(outer: Ctx, id: string): Promise<Delivery> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'webhook.write')
    const webhookId = (await queueAgain(ctx, sql`id = ${id} and type <> 'webhook.test'`))[0]
    if (!webhookId) throw unknown('Delivery', id)
    await record(ctx, 'webhook.replayed', webhookId, { deliveryId: id })
    return await find(ctx, id)
  })
}

/** The same for all that was given up since a moment. Returns how many. */
export function replayFailed(outer: Ctx, webhookId: string, since: Date): Promise<number> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'webhook.write')
    await refuseUnknown(ctx, webhookId)
    const { length } = await queueAgain(
      ctx,
      sql`webhook_id = ${webhookId} and failed_at is not null and created_at >= ${since} and type <> 'webhook.test'`,
    )
    if (length > 0) await record(ctx, 'webhook.replayed', webhookId, { deliveries: length })
    return length
  })
}

async function queueAgain({ db, actor, now }: UserCtx, which: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ webhookId: string }>`
    update delivery set due_at = ${now()}, tries = 0, failed_at = null
    where company_id = ${actor.companyId} and ${which} returning webhook_id as "webhookId"`.execute(db.withoutPlugins())
  return rows.map(({ webhookId }) => webhookId)
}

/** What waits for a webhook is tried now, not when its turn would have come. */
export const bringForward = ({ db, actor, now }: UserCtx, webhookId: string) =>
  db
    .updateTable('delivery')
    .set({ dueAt: now(), tries: 0 })
    .where('companyId', '=', actor.companyId)
    .where('webhookId', '=', webhookId)
    .where('dueAt', 'is not', null)
    .execute()

const page = 1000

/** Removes what was kept long enough, a page at a time; what still waits stays, where somebody is to get it. */
export async function tidy({ database, now }: World): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      delete from delivery where ctid = any(array(
        select ctid from delivery d where created_at < ${oldestKept(now())} and (due_at is null or exists (select from webhook w
          where w.company_id = d.company_id and w.id = d.webhook_id and w.disabled_at is not null)) limit ${page}))
      returning 1`.execute(database.system)
    if (rows.length < page) return
  }
}
