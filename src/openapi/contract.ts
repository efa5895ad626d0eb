import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'

const about = { method: 'GET', section: 'Description', access: 'open', model: 'Document' } as const

export const getDescription = endpoint({
  ...about,
  path: '/openapi.json',
  summary: 'This description, OpenAPI 3.1',
  produces: 'application/json',
  reply: Type.Object({ openapi: Type.String() }),
})

export const getDocs = endpoint({
  ...about,
  path: '/docs',
  summary: 'The same for people',
  produces: 'text/html',
  reply: Type.String(),
})

export const getDocsStyle = endpoint({
  ...about,
  path: '/docs/style.css',
  summary: "The page's style",
  produces: 'text/css',
  reply: Type.String(),
})
