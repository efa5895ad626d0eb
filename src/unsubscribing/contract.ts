import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'

const page = {
  section: 'Pages',
  access: 'open',
  model: 'Page',
  produces: 'text/html',
  reply: Type.String(),
  params: Type.Object({ token: Type.String({ minLength: 1, description: "From a reminder's List-Unsubscribe" }) }),
} as const

export const getUnsubscribe = endpoint({
  ...page,
  method: 'GET',
  path: '/unsubscribe/:token',
  summary: 'Ask whether somebody wants no more reminders',
  about: 'Changes nothing: programs that check letters for harm open every link in them.',
})

export const unsubscribe = endpoint({
  ...page,
  method: 'POST',
  path: '/unsubscribe/:token',
  summary: 'End the reminders of an interview',
  about: 'What mail programs send for `List-Unsubscribe=One-Click` (RFC 8058), and what the page sends.',
  takesForms: true,
})

export const resubscribe = endpoint({
  ...page,
  method: 'POST',
  path: '/unsubscribe/:token/undo',
  summary: 'Want reminders after all',
  takesForms: true,
})

export const getUnsubscribeStyle = endpoint({
  method: 'GET',
  path: '/unsubscribe.css',
  summary: "The page's style",
  section: 'Pages',
  access: 'open',
  model: 'Asset',
  produces: 'text/css',
  reply: Type.String(),
})
