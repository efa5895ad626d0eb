import type { Door } from '../lib/door.ts'
import { shareInterview } from './contract.ts'
import * as shares from './shares.ts'

export function routes(door: Door) {
  door.on(shareInterview, async (ctx, { params }) => {
    const { url, uuid } = await shares.share(ctx, params.id)
    return { videointerviewUrl: url, videointerviewId: uuid }
  })
}
