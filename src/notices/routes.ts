import type { Door } from '../lib/door.ts'
import { letterAnswer } from '../lib/letter-answer.ts'
import * as choices from './choices.ts'
import { chooseNotices, getNotices, previewNotice, previewNotices } from './contract.ts'
import { preview, previewPage } from './preview.ts'

export function routes(door: Door) {
  door.on(getNotices, (ctx) => choices.find(ctx))
  door.on(chooseNotices, (ctx, { body: { completed, requests, digest, language } }) =>
    choices.choose(ctx, {
      ...(completed !== undefined && { completed }),
      ...(requests !== undefined && { requests }),
      ...(digest !== undefined && { digest }),
      ...(language !== undefined && { language }),
    }),
  )
  door.on(previewNotices, async (ctx) => ({ letters: await preview(ctx) }))
  door.on(previewNotice, async (ctx, { params: { kind } }) => letterAnswer(await previewPage(ctx, kind)))
}
