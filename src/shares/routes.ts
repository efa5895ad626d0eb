import type { Door } from '../lib/door.ts'
import { orNull, readEpoch, writeMoment } from '../lib/wire.ts'
import { getShare, shareInterview, unshareInterview } from './contract.ts'
import * as shares from './shares.ts'

export function routes(door: Door) {
  door.on(shareInterview, async (ctx, { params, body: { password, expiresAt, questionIds } }) => {
    const { url, uuid } = await shares.share(ctx, params.id, {
      ...(password !== undefined && { password }),
      ...(questionIds !== undefined && { questionIds }),
      ...(expiresAt !== undefined && { expiresAt: readEpoch('Videointerview', 'expiresAt', expiresAt) }),
    })
    return { videointerviewUrl: url, videointerviewId: uuid }
  })

  door.on(getShare, async (ctx, { params }) => ({
    share: orNull(await shares.find(ctx, params.id), ({ url, createdAt, expiresAt, ...link }) => ({
      ...link,
      videointerviewUrl: url,
      createdAt: writeMoment(createdAt),
      expiresAt: writeMoment(expiresAt),
    })),
  }))

  door.on(unshareInterview, async (ctx, { params }) => ({ count: await shares.unshare(ctx, params.id) }))
}
