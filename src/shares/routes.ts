import type { Door } from '../lib/door.ts'
import { readEpoch } from '../lib/wire.ts'
import { shareInterview, unshareInterview } from './contract.ts'
import * as shares from './shares.ts'

export function routes(door: Door) {
  door.on(shareInterview, async (ctx, { params, body: { password, expiresAt } }) => {
    const { url, uuid } = await shares.share(ctx, params.id, {
      ...(password !== undefined && { password }),
      ...(expiresAt !== undefined && { expiresAt: readEpoch('Videointerview', 'expiresAt', expiresAt) }),
    })
    return { videointerviewUrl: url, videointerviewId: uuid }
  })

  door.on(unshareInterview, async (ctx, { params }) => ({ count: await shares.unshare(ctx, params.id) }))
}
