import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'

export const getAsset = endpoint({
  method: 'GET',
  path: '/assets/:name',
  summary: 'A script or a style of the pages; its name changes with its content',
  section: 'Pages',
  access: 'open',
  model: 'Asset',
  params: Type.Object({ name: Type.String({ pattern: '^[\\w-]+(\\.[\\w-]+)?\\.(js|css|svg|woff2)$' }) }),
  produces: 'text/javascript',
  reply: Type.String(),
})

export const getIcon = endpoint({
  method: 'GET',
  path: '/icon.svg',
  summary: 'What stands before the name of a page in its tab',
  section: 'Pages',
  access: 'open',
  model: 'Asset',
  produces: 'image/svg+xml',
  reply: Type.String(),
})

export const getDashboard = endpoint({
  method: 'GET',
  path: '/',
  summary: 'The dashboard',
  section: 'Pages',
  access: 'open',
  model: 'Page',
  produces: 'text/html',
  reply: Type.String(),
})
