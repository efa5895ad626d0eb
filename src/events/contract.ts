import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { isoDate, nullable, uuid } from '../lib/wire.ts'

const about = {
  section: 'Audit log',
  access: 'user',
  model: 'Event',
  method: 'GET',
  also: { 400: 'A filter that cannot be read', 422: 'A day that never was' },
} as const

const narrowed = {
  user: 'Only what this user did (userId)',
  kind: 'Only this kind, such as `interview.viewed`, or all of `interview`',
  object: 'Only about this, such as `interview 12` or `user 3`',
  from: 'From this moment on (ISO 8601)',
  to: 'Before this moment (ISO 8601)',
}

export const listEvents = endpoint({
  ...about,
  path: '/room/v1/events',
  summary: 'What happened',
  about:
    'Newest first, a page at a time: `next` is the `before` of the page after it. Ids only: who a candidate is stands in no event.',
  query: { ...narrowed, before: 'Only events older than this eventId', limit: 'At most so many, up to 500' },
  reply: Type.Object({
    events: Type.Array(
      Type.Object({
        eventId: Type.Integer(),
        seq: nullable(Type.Integer({ description: 'Its place in the chain; null for some seconds' })),
        at: isoDate,
        kind: Type.String(),
        actor: Type.String(),
        actorName: nullable(Type.String()),
        subject: Type.String(),
        subjectName: nullable(Type.String({ description: 'Of a colleague, a key or an assessment, as it is now' })),
        details: Type.Record(Type.String(), Type.Unknown()),
        interview: nullable(Type.Object({ uuid, assessmentId: Type.Integer() })),
      }),
    ),
    next: nullable(Type.Integer()),
  }),
})
export type ListedEvent = Type.Static<typeof listEvents.reply>['events'][number]

export const exportEvents = endpoint({
  ...about,
  path: '/room/v1/events/export',
  summary: 'What happened, as CSV',
  about: 'Nothing in it is a formula. That it was taken is an event.',
  query: narrowed,
  produces: 'text/csv',
  reply: Type.String(),
})

export const getChain = endpoint({
  ...about,
  path: '/room/v1/events/chain',
  summary: 'Whether the chain of events holds',
  about:
    'The whole chain from its beginning; beyond 10,000 events what came since the last look, and the whole every ten minutes: `wholeAt` says when.',
  reply: Type.Object({
    events: Type.Integer(),
    brokenAt: nullable(Type.Integer({ description: 'Place in the chain of the first event that does not fit' })),
    wholeAt: isoDate,
  }),
})
export type Chain = Type.Static<typeof getChain.reply>
