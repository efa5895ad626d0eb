import type { Door } from '../lib/door.ts'
import { writeMoment } from '../lib/wire.ts'
import { ask, listRequests } from './contract.ts'
import * as requests from './requests.ts'

export function routes(door: Door) {
  door.on(ask, async (ctx, { body }) => ({ askedAt: writeMoment(await requests.ask(ctx, body.kind, body.reason)) }))

  door.on(listRequests, async (ctx, { params }) => {
    const open = await requests.listOpen(ctx, Number(params.id))
    return {
      requests: open.map(({ uuid, askedAt, ...request }) => ({
        ...request,
        interviewId: uuid,
        askedAt: writeMoment(askedAt),
      })),
    }
  })
}
