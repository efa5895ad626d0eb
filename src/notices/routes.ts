import type { Door } from '../lib/door.ts'
import * as choices from './choices.ts'
import { chooseNotices, getNotices } from './contract.ts'

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
}
