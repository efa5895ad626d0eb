import { Type } from 'typebox'
import { endpoint } from '../lib/endpoint.ts'
import { text } from '../lib/wire.ts'

export const createToken = endpoint({
  method: 'POST',
  path: '/room/v1/token',
  summary: 'Get Token',
  about: 'Send the token as the `Authorization` header, raw, of every other request. It lasts 14 days.',
  section: 'Token',
  access: 'key',
  model: 'Token',
  body: Type.Object({ email: Type.Optional(text(320)), password: Type.Optional(text(1000)) }),
  reply: Type.Object({ id: Type.String(), ttl: Type.Integer(), created: Type.String(), userId: Type.Integer() }),
  also: { 401: 'Login failed', 429: 'Too many wrong guesses; Retry-After says how many seconds to wait' },
})

const me = Type.Object({
  userId: Type.Integer(),
  email: Type.String(),
  name: Type.String(),
  role: Type.Enum(['owner', 'recruiter', 'reviewer']),
  companyId: Type.Integer(),
  companyName: Type.String(),
})
export type Me = Type.Static<typeof me>

const session = { path: '/room/v1/session', section: 'Dashboard', model: 'Session' } as const

export const signIn = endpoint({
  ...session,
  method: 'POST',
  access: 'open',
  summary: 'Sign in to the dashboard',
  about: "Sets a cookie that only the dashboard's own pages can use. Programs take a key and a token instead.",
  body: Type.Object({ email: text(320), password: text(1000) }),
  reply: me,
  also: { 401: 'Login failed', 429: 'Too many wrong guesses; Retry-After says how many seconds to wait' },
})

export const whoAmI = endpoint({ ...session, method: 'GET', access: 'user', summary: 'Who is signed in', reply: me })

export const signOut = endpoint({
  ...session,
  method: 'DELETE',
  access: 'user',
  summary: 'Sign out of the dashboard',
  reply: Type.Object({ signedOut: Type.Boolean() }),
})
