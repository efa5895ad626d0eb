import type { Door } from '../lib/door.ts'
import { readEpoch, writeEpoch, writeMoment } from '../lib/wire.ts'
import { ask, decideRequest, giveRetake, listRequests } from './contract.ts'
import * as decisions from './decisions.ts'
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

  door.on(decideRequest, async (ctx, { params, body: { granted, timeMultiplier, questionIds, expiresAt } }) => {
    const grant = { timeMultiplier, questionIds, expiresAt: momentIn(expiresAt) }
    const { uuid, decidedAt, ...decided } = await decisions.decide(ctx, Number(params.id), granted, grant)
    return { ...decided, interviewId: uuid, decidedAt: writeMoment(decidedAt) }
  })

  door.on(giveRetake, async (ctx, { params: { id: interviewId }, body: { questionIds, expiresAt } }) => {
    const reopened = await decisions.giveRetake(ctx, interviewId, { questionIds, expiresAt: momentIn(expiresAt) })
    return { interviewId, questionIds: reopened.questionIds, expiresAt: writeEpoch(reopened.expiresAt) }
  })
}

const momentIn = (given: string | number | undefined): Date | undefined =>
  given === undefined ? undefined : readEpoch('Videointerview', 'expiresAt', given)
