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
