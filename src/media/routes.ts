import { pageFor } from '../browser/page.ts'
import { Answer, type Door } from '../lib/door.ts'
import { writeMoment } from '../lib/wire.ts'
import type { Answered } from './answers.ts'
import {
  copyShared,
  copyWatched,
  downloadRaw,
  getShared,
  getSharePage,
  listAnswers,
  openShared,
  playShared,
  saveFile,
  saveShared,
  watchPoster,
  watchSegment,
  watchVideo,
} from './contract.ts'
import * as copies from './copies.ts'
import { asFile, asOf, serve } from './serve.ts'
import * as shared from './shared.ts'
import * as watching from './watching.ts'

const still = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' }

export function routes(door: Door) {
  door.on(getSharePage, async () => pageFor('src/browser/share.tsx'))

  door.on(openShared, async (ctx, { body, ip }) => ({ pass: await shared.open(ctx, body.password, ip) }))

  door.on(getShared, async (ctx, { headers, query }) => {
    const { answers, ...title } = await shared.look(ctx)
    const pass = headers['x-share-pass'] ?? query.pass
    const addresses = {
      media: (id: string) => `/share/v1/media/${id}?pass=${pass}`,
      file: (questionId: number) => `/share/v1/files/${questionId}?pass=${pass}`,
    }
    return { ...title, answers: answers.map((answer) => toWire(answer, addresses)) }
  })

  door.on(saveShared, async (ctx, { params }) => asSaved(await shared.readFile(ctx, Number(params.questionId))))

  door.on(listAnswers, async (ctx, { params: { id } }) => {
    const { answers, as } = await watching.look(ctx, id)
    const addresses = {
      media: (segmentId: string) => `/room/v1/media/${segmentId}${as === 'sound' ? '?as=sound' : ''}`,
      file: (questionId: number) => `/room/v1/candidates/${id}/files/${questionId}`,
    }
    return { answers: answers.map((answer) => toWire(answer, addresses)) }
  })

  door.on(saveFile, async (ctx, { params }) =>
    asSaved(await watching.readFile(ctx, params.id, Number(params.questionId))),
  )

  door.on(playShared, async (ctx, { params, query, method, headers }) =>
    serve(await shared.play(ctx, params.segmentId, asOf(query)), { method, headers }),
  )

  door.on(watchVideo, async (ctx, { params, method, headers }) =>
    serve(await watching.first(ctx, params.id), { method, headers }),
  )

  door.on(watchPoster, async (ctx, { params }) => new Answer(200, await watching.poster(ctx, params.id), still))

  door.on(copyShared, async (ctx, { params }) => ({
    state: await copies.ask(ctx, await shared.play(ctx, params.segmentId)),
  }))

  door.on(copyWatched, async (ctx, { params }) => ({
    state: await copies.ask(ctx, await watching.play(ctx, params.segmentId)),
  }))

  door.on(watchSegment, async (ctx, { params, query, method, headers }) =>
    serve(await watching.play(ctx, params.segmentId, asOf(query)), { method, headers }),
  )

  door.on(downloadRaw, async (ctx, { params }) => {
    const { bytes, stream, extension } = await watching.raw(ctx, params.segmentId)
    const name = `${params.segmentId}.${extension}`
    return new Answer(200, stream, { ...asFile(name), 'content-length': String(bytes) })
  })
}

type Addresses = { media: (segmentId: string) => string; file: (questionId: number) => string }

const toWire = ({ segments, file, answeredAt, ...answer }: Answered, addresses: Addresses) => ({
  ...answer,
  answeredAt: writeMoment(answeredAt),
  segments: segments.map((segment) => ({ ...segment, mediaUrl: addresses.media(segment.id) })),
  file: file && { ...file, fileUrl: addresses.file(answer.questionId) },
})

const asSaved = ({ name, content }: { name: string; content: Buffer }) => new Answer(200, content, asFile(name))
