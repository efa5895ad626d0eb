import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'

const about = { method: 'GET', section: 'Health', access: 'open', model: 'Health' } as const

export const alive = endpoint({
  ...about,
  path: '/healthz',
  summary: 'Whether the process lives',
  reply: Type.Object({ status: Type.String() }),
})

export const ready = endpoint({
  ...about,
  path: '/readyz',
  summary: 'Whether it can serve',
  reply: Type.Object({ status: Type.String() }),
  also: { 503: 'It cannot; `error.missing` names what is away' },
})
