import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { isoDate, nullable, uuid } from '../lib/wire.ts'
import { typeNames } from './event-types.ts'

const about = { section: 'Webhooks', access: 'user', model: 'Webhook' } as const
const all = { ...about, path: '/room/v1/webhooks' } as const
const one = { ...about, path: '/room/v1/webhooks/:id', params: Type.Object({ id: uuid }) } as const
const done = Type.Object({ done: Type.Literal(true) })

const types = Type.Array(Type.Enum(typeNames), { minItems: 1, uniqueItems: true })
const words = {
  name: Type.String({ maxLength: 200 }),
  url: Type.String({ minLength: 1, maxLength: 2000, description: 'HTTPS, to a public address' }),
  types: Type.Union([types, Type.Null()], { description: 'Which events; null is every one, also those to come' }),
}

const webhook = Type.Object({
  id: uuid,
  name: Type.String(),
  url: Type.String(),
  types: nullable(Type.Array(Type.String())),
  enabled: Type.Boolean(),
  createdAt: isoDate,
  failingSince: nullable(Type.String({ description: 'Since when nothing was received' })),
  disabledAt: nullable(isoDate),
  disabledBecause: nullable(Type.String({ description: 'Why it switched itself off' })),
  formerSecretUntil: nullable(Type.String({ description: 'Until when the secret before the last change signs too' })),
  waiting: Type.Integer({ description: 'Deliveries to come, counted up to 10,000' }),
  failed: Type.Integer({ description: 'Deliveries given up, counted up to 10,000' }),
})
export type ListedWebhook = Type.Static<typeof webhook>

const secret = Type.String({ description: 'whsec_…, shown this once' })

export const listWebhooks = endpoint({
  ...all,
  method: 'GET',
  summary: 'The webhooks of the company',
  about: 'Owners only, as everything about webhooks.',
  reply: Type.Array(webhook),
})

export const createWebhook = endpoint({
  ...all,
  method: 'POST',
  summary: 'Make a webhook',
  about:
    'It is told what happens from now on, signed by Standard Webhooks 1.0.0: verify with any of its libraries and the `secret`. Private addresses are refused, unless the operator named the host in `WEBHOOK_ALLOW_PRIVATE_HOSTS`.',
  body: Type.Object({ url: words.url, name: Type.Optional(words.name), types: Type.Optional(words.types) }),
  reply: Type.Object({ ...webhook.properties, secret }),
  also: { 409: 'There are twenty already' },
})

export const getWebhook = endpoint({ ...one, method: 'GET', summary: 'One webhook', reply: webhook })

export const editWebhook = endpoint({
  ...one,
  method: 'PATCH',
  summary: 'Change a webhook, or switch it on or off',
  about:
    'Switched on again, it is told what it missed, up to 30 days back. What waited is tried at once, as it is at another `url`.',
  body: Type.Partial(Type.Object({ ...words, enabled: Type.Boolean() })),
  reply: webhook,
})

export const removeWebhook = endpoint({
  ...one,
  method: 'DELETE',
  summary: 'Remove a webhook',
  about: 'With its log, and with what was still to be delivered.',
  reply: done,
})

export const rotateWebhookSecret = endpoint({
  ...one,
  method: 'POST',
  path: '/room/v1/webhooks/:id/rotate',
  summary: 'Give a webhook a new secret',
  about:
    'For 24 hours everything is signed with both, so that a receiver can change over without missing anything. One before the last, if its time is not over, ends at once.',
  reply: Type.Object({ secret, formerSecretUntil: isoDate }),
})

const delivery = Type.Object({
  id: Type.String({ description: 'The `webhook-id` of every attempt' }),
  type: Type.String(),
  payload: Type.String({ description: 'The very bytes that are signed and sent' }),
  createdAt: isoDate,
  state: Type.Enum(['delivered', 'waiting', 'failed']),
  dueAt: nullable(Type.String({ description: 'When it is tried next' })),
  deliveredAt: nullable(isoDate),
  attempts: Type.Integer(),
  lastStatus: nullable(Type.Integer()),
  lastError: nullable(Type.String({ description: 'Why there was no answer' })),
})
export type ListedDelivery = Type.Static<typeof delivery>

const tried = Type.Array(
  Type.Object({
    at: isoDate,
    tookMs: Type.Integer(),
    status: nullable(Type.Integer()),
    error: nullable(Type.String()),
    answer: Type.String({ description: 'The beginning of what was answered' }),
  }),
)
const wholeDelivery = Type.Object({ ...delivery.properties, tried })
export type WholeDelivery = Type.Static<typeof wholeDelivery>

export const testWebhook = endpoint({
  ...one,
  method: 'POST',
  path: '/room/v1/webhooks/:id/test',
  summary: 'Send a test',
  about: 'A `webhook.test` now, once; what came of it is the answer. Ten in a minute at most.',
  reply: wholeDelivery,
  also: { 429: 'Enough tests for a minute' },
})

export const listDeliveries = endpoint({
  ...one,
  method: 'GET',
  path: '/room/v1/webhooks/:id/deliveries',
  summary: 'What was and is to be delivered',
  about: 'Newest first, a page at a time: `next` is the `before` of the page after it. Kept for 30 days.',
  query: {
    state: '`delivered`, `waiting` or `failed`',
    type: 'One type of event',
    before: 'Only deliveries older than this one',
    limit: 'At most so many, up to 200',
  },
  reply: Type.Object({ deliveries: Type.Array(delivery), next: nullable(Type.String()) }),
})

const oneDelivery = {
  ...about,
  model: 'Delivery',
  path: '/room/v1/deliveries/:id',
  params: Type.Object({ id: uuid }),
} as const

export const getDelivery = endpoint({
  ...oneDelivery,
  method: 'GET',
  summary: 'One delivery, with every attempt',
  reply: wholeDelivery,
})

export const replayDelivery = endpoint({
  ...oneDelivery,
  method: 'POST',
  path: '/room/v1/deliveries/:id/replay',
  summary: 'Deliver again',
  about: 'With the same `webhook-id`, so that a receiver that had it knows it. A test is not repeated.',
  reply: delivery,
})

export const replayFailed = endpoint({
  ...one,
  method: 'POST',
  path: '/room/v1/webhooks/:id/replay',
  summary: 'Deliver again what was given up',
  body: Type.Object({ since: Type.Optional(isoDate) }),
  about: 'Everything that was given up since a moment, or in the 30 days that are kept.',
  reply: Type.Object({ deliveries: Type.Integer() }),
})
