import type { Door } from '../lib/door.ts'
import { numberIn, wordIn } from '../lib/query.ts'
import { orNull, readIso, writeMoment } from '../lib/wire.ts'
import * as contract from './contract.ts'
import * as deliveries from './deliveries.ts'
import { trial } from './trial.ts'
import * as webhooks from './webhooks.ts'

const usual = 50
const most = 200

export function routes(door: Door) {
  door.on(contract.listWebhooks, async (ctx) => (await webhooks.list(ctx)).map(webhookOf))
  door.on(contract.getWebhook, async (ctx, { params }) => webhookOf(await webhooks.find(ctx, params.id)))
  door.on(contract.createWebhook, async (ctx, { body: { url, name = '', types = null } }) => {
    const { secret, ...webhook } = await webhooks.create(ctx, { url, name, types })
    return { ...webhookOf(webhook), secret }
  })
  door.on(contract.editWebhook, async (ctx, { params, body }) => webhookOf(await webhooks.edit(ctx, params.id, body)))
  door.on(contract.removeWebhook, async (ctx, { params }) => {
    await webhooks.remove(ctx, params.id)
    return { done: true as const }
  })
  door.on(contract.rotateWebhookSecret, async (ctx, { params }) => {
    const { secret, formerUntil } = await webhooks.rotate(ctx, params.id)
    return { secret, formerSecretUntil: writeMoment(formerUntil) }
  })
  door.on(contract.testWebhook, async (ctx, { params }) => wholeOf(await trial(ctx, params.id)))

  door.on(contract.listDeliveries, async (ctx, { params, query }) => {
    const narrowed = narrowedBy(query)
    const found = await deliveries.list(ctx, params.id, narrowed)
    return {
      deliveries: found.map(deliveryOf),
      next: found.length < narrowed.limit ? null : (found.at(-1)?.id ?? null),
    }
  })
  door.on(contract.getDelivery, async (ctx, { params }) => wholeOf(await deliveries.find(ctx, params.id)))
  door.on(contract.replayDelivery, async (ctx, { params }) => deliveryOf(await deliveries.replay(ctx, params.id)))
  door.on(contract.replayFailed, async (ctx, { params, body: { since } }) => ({
    deliveries: await deliveries.replayFailed(
      ctx,
      params.id,
      since === undefined ? deliveries.oldestKept(ctx.now()) : readIso('Webhook', 'since', since),
    ),
  }))
}

const webhookOf = ({ createdAt, failingSince, disabledAt, formerUntil, ...webhook }: webhooks.Webhook) => ({
  ...webhook,
  enabled: disabledAt === null,
  createdAt: writeMoment(createdAt),
  failingSince: orNull(failingSince, writeMoment),
  disabledAt: orNull(disabledAt, writeMoment),
  formerSecretUntil: orNull(formerUntil, writeMoment),
})

const deliveryOf = ({ createdAt, dueAt, deliveredAt, ...delivery }: deliveries.Delivery) => ({
  ...delivery,
  createdAt: writeMoment(createdAt),
  dueAt: orNull(dueAt, writeMoment),
  deliveredAt: orNull(deliveredAt, writeMoment),
})

const wholeOf = ({ tried, ...delivery }: deliveries.Delivery & { tried: deliveries.Attempt[] }) => ({
  ...deliveryOf(delivery),
  tried: tried.map(({ at, ...attempt }) => ({ ...attempt, at: writeMoment(at) })),
})

function narrowedBy(query: Record<string, unknown>): deliveries.Narrowed {
  return {
    state: wordIn(query, 'state', /^(delivered|waiting|failed)$/) as deliveries.State | undefined,
    type: wordIn(query, 'type', /^[a-z]+\.[a-z_]+$/),
    before: wordIn(query, 'before', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i),
    limit: Math.min(most, numberIn(query, 'limit') ?? usual),
  }
}
