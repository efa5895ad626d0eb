import { Answer, type Door } from '../lib/door.ts'
import { Problem } from '../lib/problem.ts'
import { createToken, signIn, signOut, whoAmI } from './contract.ts'
import { cookieFor, noCookie, sessionIn } from './cookie.ts'
import * as sessions from './sessions.ts'
import * as tokens from './tokens.ts'

export function routes(door: Door) {
  door.on(createToken, async (ctx, { body: { email, password }, ip }) => {
    if (!email) throw new Problem('unusable', 'username or email is required', { name: 'USERNAME_EMAIL_REQUIRED' })
    const { token, ttlSeconds, createdAt, userId } = await tokens.signIn(ctx, email, password ?? '', ip)
    return { id: token, ttl: ttlSeconds, created: createdAt.toISOString(), userId }
  })

  door.on(signIn, async (world, { body: { email, password }, ip }) => {
    const { token, maxAgeSeconds, me } = await sessions.signIn(world, email, password, ip)
    return new Answer(200, me, { 'set-cookie': cookieFor(token, maxAgeSeconds) })
  })

  door.on(whoAmI, (ctx) => sessions.whoAmI(ctx))

  door.on(signOut, async (ctx, { headers }) => {
    await sessions.signOut(ctx, sessionIn(headers) ?? '')
    return new Answer(200, { signedOut: true }, { 'set-cookie': noCookie })
  })
}
