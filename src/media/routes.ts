import { pageFor } from '../browser/page.ts'
import { Answer, type Door } from '../lib/door.ts'
import {
  downloadRaw,
  getShared,
  getSharePage,
  openShared,
  playShared,
  watchPoster,
  watchSegment,
  watchVideo,
} from './contract.ts'
import { asFile, serve } from './serve.ts'
import * as shared from './shared.ts'
import * as watching from './watching.ts'

const still = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' }

export function routes(door: Door) {
  door.on(getSharePage, async () => pageFor('src/browser/share.tsx'))

  door.on(openShared, async (ctx, { body, ip }) => ({ pass: await shared.open(ctx, body.password, ip) }))

  door.on(getShared, async (ctx, { headers, query }) => {
    const { answers, ...title } = await shared.look(ctx)
    const pass = headers['x-share-pass'] ?? query.pass
    return {
      ...title,
      answers: answers.map(({ question, segments }) => ({
        question,
        segments: segments.map(({ id, ...segment }) => ({
          ...segment,
          mediaUrl: `/share/v1/media/${id}?pass=${pass}`,
        })),
      })),
    }
  })

  door.on(playShared, async (ctx, { params, method, headers }) =>
    serve(await shared.play(ctx, params.segmentId), { method, headers }),
  )

  door.on(watchVideo, async (ctx, { params, method, headers }) =>
    serve(await watching.first(ctx, params.id), { method, headers }),
  )

  door.on(watchPoster, async (ctx, { params }) => new Answer(200, await watching.poster(ctx, params.id), still))

  door.on(watchSegment, async (ctx, { params, method, headers }) =>
    serve(await watching.play(ctx, params.segmentId), { method, headers }),
  )

  door.on(downloadRaw, async (ctx, { params }) => {
    const { bytes, stream, extension } = await watching.raw(ctx, params.segmentId)
    const name = `${params.segmentId}.${extension}`
    return new Answer(200, stream, { ...asFile(name), 'content-length': String(bytes) })
  })
}
