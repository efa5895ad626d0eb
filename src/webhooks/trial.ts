import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { Problem, unknown } from '../lib/problem.ts'
import * as deliveries from './deliveries.ts'
import { post } from './post.ts'
import { signedHeaders } from './secrets.ts'
import { isReceived, log } from './settling.ts'

const mostPerMinute = 10

/** Delivers a `webhook.test` now, once, whether the webhook is on or not, and answers what came of it. */
export async function trial(
  outer: Ctx,
  webhookId: string,
): Promise<deliveries.Delivery & { tried: deliveries.Attempt[] }> {
  const { id, payload, ...webhook } = await atomically(outer, (ctx) => prepare(ctx, webhookId))
  const headers = signedHeaders(outer, outer.actor.companyId, webhook, id, payload)
  const outcome = await post(webhook.url, payload, headers, outer.receiving)
  await atomically(outer, async (ctx) => {
    await log(ctx, id, outcome)
    await ctx.db
      .updateTable('delivery')
      .set(isReceived(outcome) ? { deliveredAt: ctx.now() } : { failedAt: ctx.now() })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .execute()
  })
  return await deliveries.find(outer, id)
}

async function prepare(ctx: Ctx, webhookId: string) {
  allow(ctx, 'webhook.write')
  const { companyId } = ctx.actor
  const webhook = await ctx.db
    .selectFrom('webhook')
    .select(['url', 'secret', 'formerSecret', 'formerUntil'])
    .where('companyId', '=', companyId)
    .where('id', '=', webhookId)
    .forUpdate()
    .executeTakeFirst()
  if (!webhook) throw unknown('Webhook', webhookId)
  await refuseTooOften(ctx, webhookId)
  const now = ctx.now()
  const payload = JSON.stringify({ type: 'webhook.test', timestamp: now.toISOString(), data: { webhookId } })
  const { id } = await ctx.db
    .insertInto('delivery')
    .values({ webhookId, type: 'webhook.test', payload, createdAt: now, companyId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(ctx, 'webhook.tested', webhookId)
  return { ...webhook, id, payload }
}

async function refuseTooOften({ db, actor, now }: UserCtx, webhookId: string): Promise<void> {
  const { count } = await db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('companyId', '=', actor.companyId)
    .where('webhookId', '=', webhookId)
    .where('type', '=', 'webhook.test')
    .where('createdAt', '>', new Date(now().getTime() - 60_000))
    .executeTakeFirstOrThrow()
  if (count >= mostPerMinute)
    throw new Problem('too_many', 'That were enough tests for a minute', { retryAfterSeconds: 60 })
}
