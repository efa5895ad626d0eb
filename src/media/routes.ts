import { Readable } from 'node:stream'
import { pageFor } from '../browser/page.ts'
import { Answer, type Door } from '../lib/door.ts'
import { getShared, getSharePage, openShared, playShared } from './contract.ts'
import type { Playing } from './playing.ts'
import { answerRange, type MediaRequest } from './range.ts'
import * as shared from './shared.ts'

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
    play(await shared.play(ctx, params.segmentId), { method, headers }),
  )
}

export async function play(playing: Playing, request: MediaRequest): Promise<Answer> {
  const { status, headers, start, end } = answerRange(request, playing)
  if (start === end) return new Answer(status, Readable.from([]), headers)
  const file = await playing.open()
  return new Answer(status, file.stream(start, end), headers)
}
