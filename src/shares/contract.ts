import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { epochGiven, isoDate, nullable, uuid } from '../lib/wire.ts'

const interview = {
  section: 'Candidates',
  access: 'user',
  model: 'Videointerview',
  path: '/room/v1/candidates/:id/share',
  params: Type.Object({ id: uuid }),
} as const

export const shareInterview = endpoint({
  ...interview,
  method: 'POST',
  summary: 'Get Public URL',
  about:
    'id is the interviewId. The address plays the interview for 14 days; asked again meanwhile, it is the same. A body is ours: it gives the address a password or takes it away (null), another end, or only some of the answers (null is all of them).',
  body: Type.Object({
    password: Type.Optional(nullable(Type.String({ minLength: 8, maxLength: 200 }))),
    expiresAt: Type.Optional(epochGiven),
    questionIds: Type.Optional(nullable(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 200 }))),
  }),
  reply: Type.Object({ videointerviewUrl: Type.String(), videointerviewId: Type.String() }),
})

export const getShare = endpoint({
  ...interview,
  method: 'GET',
  summary: 'The live Public URL, and how often it was opened',
  about: 'id is the interviewId.',
  reply: Type.Object({
    share: nullable(
      Type.Object({
        videointerviewUrl: Type.String(),
        createdAt: isoDate,
        expiresAt: isoDate,
        hasPassword: Type.Boolean(),
        views: Type.Integer(),
        questionIds: nullable(Type.Array(Type.Integer())),
      }),
    ),
  }),
})
export type Share = NonNullable<Type.Static<typeof getShare.reply>['share']>

export const unshareInterview = endpoint({
  ...interview,
  method: 'DELETE',
  summary: 'Revoke Public URL',
  about: 'id is the interviewId. Every address of it ends at once, also for who is watching; the next one is new.',
  reply: Type.Object({ count: Type.Integer({ description: 'How many addresses ended' }) }),
})
