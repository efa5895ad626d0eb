import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { nullable, uuid } from '../lib/wire.ts'

const visitor = { method: 'GET', section: 'Shared interviews', access: 'visitor', model: 'Share' } as const

const segment = Type.Object({
  number: Type.Integer(),
  ready: Type.Boolean(),
  failure: nullable(Type.String()),
  durationMs: nullable(Type.Integer()),
  mediaUrl: Type.String(),
})

export const getShared = endpoint({
  ...visitor,
  path: '/share/v1',
  summary: 'The answers behind a share link',
  reply: Type.Object({
    companyName: Type.String(),
    assessmentName: Type.String(),
    answers: Type.Array(Type.Object({ question: Type.String(), segments: Type.Array(segment) })),
  }),
})
export type Shared = Type.Static<typeof getShared.reply>

export const playShared = endpoint({
  ...visitor,
  path: '/s/:token/media/:segmentId',
  summary: 'One segment of an answer, by range',
  about: 'A <video> cannot send headers, so the token stands in the path.',
  models: { token: 'Share', segmentId: 'Segment' },
  params: Type.Object({ token: Type.String(), segmentId: uuid }),
  produces: 'video/webm',
  reply: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }),
  also: { 206: 'The part asked for', 304: 'Not changed', 416: 'No such part' },
})

export const getSharePage = endpoint({
  method: 'GET',
  path: '/s/:token',
  summary: 'The page of a share link',
  section: 'Pages',
  access: 'open',
  model: 'Page',
  params: Type.Object({ token: Type.String({ minLength: 1 }) }),
  produces: 'text/html',
  reply: Type.String(),
})
