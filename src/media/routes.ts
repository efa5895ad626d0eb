import { Readable } from 'node:stream'
import { pageFor } from '../browser/page.ts'
import { Answer, type Door } from '../lib/door.ts'
import { getShared, getSharePage, playShared } from './contract.ts'
import { answerRange, type MediaRequest } from './range.ts'
import * as shared from './shared.ts'

export function routes(door: Door) {
  door.on(getSharePage, async () => pageFor('src/browser/share.tsx'))

  door.on(getShared, async (ctx, { headers }) => {
    const { answers, ...title } = await shared.look(ctx)
    const token = headers['x-share-token']
    return {
      ...title,
      answers: answers.map(({ question, segments }) => ({
        question,
        segments: segments.map(({ id, ...segment }) => ({ ...segment, mediaUrl: `/s/${token}/media/${id}` })),
      })),
    }
  })

  door.on(playShared, async (ctx, { params, method, headers }) =>
    play(await shared.findPlayable(ctx, params.segmentId), { method, headers }),
  )
}

async function play(playing: shared.Playing, request: MediaRequest): Promise<Answer> {
  const { status, headers, start, end } = answerRange(request, playing)
  if (start === end) return new Answer(status, Readable.from([]), headers)
  const file = await playing.open()
  return new Answer(status, file.stream(start, end), headers)
}
