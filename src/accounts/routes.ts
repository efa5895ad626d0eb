import type { Door } from '../lib/door.ts'
import { Problem } from '../lib/problem.ts'
import { createToken } from './contract.ts'
import * as tokens from './tokens.ts'

export function routes(door: Door) {
  door.on(createToken, async (ctx, { body: { email, password }, ip }) => {
    if (!email) throw new Problem('unusable', 'username or email is required', { name: 'USERNAME_EMAIL_REQUIRED' })
    const { token, ttlSeconds, createdAt, userId } = await tokens.signIn(ctx, email, password ?? '', ip)
    return { id: token, ttl: ttlSeconds, created: createdAt.toISOString(), userId }
  })
}
