import { sql } from 'kysely'
import * as firstDevices from '../analytics/first-devices.ts'
import { pageFor } from '../browser/page.ts'
import { Answer, type Door } from '../lib/door.ts'
import { Problem } from '../lib/problem.ts'
import { orNull, writeMoment } from '../lib/wire.ts'
import * as posters from '../media/posters.ts'
import { asOf, serve } from '../media/serve.ts'
import * as answers from './answers.ts'
import * as chunks from './chunks.ts'
import * as consents from './consents.ts'
import * as contract from './contract.ts'
import { sha256Named } from './digest.ts'
import * as files from './files.ts'
import * as interview from './interview.ts'
import * as ownTakes from './own-takes.ts'
import * as segments from './segments.ts'
import { submit } from './submit.ts'
import * as takes from './takes.ts'
import { settleTimeZone } from './time-zone.ts'
import { withdraw } from './withdraw.ts'
import * as written from './written.ts'

export function routes(door: Door) {
  door.on(contract.getRoomPage, async () => pageFor('src/browser/room.tsx'))

  door.on(contract.getInterview, async (ctx, { headers, query: { timeZone } }) => {
    const found = await interview.visit(ctx)
    if (!found.openedAt) await firstDevices.note(ctx, headers['user-agent'])
    if (typeof timeZone === 'string') await settleTimeZone(ctx, timeZone)
    return {
      ...found,
      startsAt: writeMoment(found.startsAt),
      expiresAt: writeMoment(found.expiresAt),
      consentedAt: orNull(found.consentedAt, writeMoment),
      submittedAt: orNull(found.submittedAt, writeMoment),
      reopenedAt: orNull(found.reopenedAt, writeMoment),
    }
  })

  door.on(contract.giveConsent, async (ctx, { body }) => ({
    consentedAt: writeMoment(await consents.agree(ctx, body.textVersion)),
  }))

  door.on(contract.beginTake, async (ctx, { params, body }) => {
    const { id, number } = await takes.begin(ctx, params.id, body.questionId)
    return { takeId: id, number }
  })

  door.on(contract.beginSegment, async (ctx, { params: { id }, body }) => {
    await segments.begin(ctx, id, body)
    return { segmentId: id }
  })

  door.on(contract.putChunk, async (ctx, { params, bytes, headers }) => {
    const digest = headers['content-digest'] as string | undefined
    const outcome = await chunks.put(ctx, { segmentId: params.id, index: Number(params.index), bytes, digest })
    return new Answer(outcome === 'stored' ? 201 : 200, { bytes: bytes.length })
  })

  door.on(contract.getTake, async (ctx, { params }) => ({
    segments: (await ownTakes.look(ctx, params.id)).map(({ id, pass, ...segment }) => ({
      ...segment,
      mediaUrl: `/interview/v1/media/${id}?pass=${pass}`,
    })),
  }))

  door.on(contract.playOwn, async (world, { params, query, method, headers }) =>
    serve(await ownTakes.play(world, params.id, query.pass, asOf(query)), { method, headers }),
  )

  door.on(contract.copyOwn, async (ctx, { params }) => ({ state: await ownTakes.copy(ctx, params.id) }))

  door.on(contract.putPoster, async (ctx, { params, bytes }) => {
    await posters.put(ctx, params.id, bytes, sql`t.interview_id = ${ctx.actor.interviewId}`)
    return { bytes: bytes.length }
  })

  door.on(contract.probeLine, async (_, { bytes }) => ({ bytes: bytes.length }))

  door.on(contract.getSegment, async (ctx, { params }) => {
    const { have, sealedAt } = await segments.look(ctx, params.id)
    return { have, sealedAt: orNull(sealedAt, writeMoment) }
  })

  door.on(contract.sealSegment, async (ctx, { params, body }) => ({
    sealedAt: writeMoment(await segments.seal(ctx, params.id, body)),
  }))

  door.on(contract.keepTake, async (ctx, { params, body }) => ({
    keptAt: writeMoment(await answers.keep(ctx, Number(params.id), body.takeId)),
  }))

  door.on(contract.writeAnswer, async (ctx, { params, body }) => ({
    writtenAt: writeMoment(await written.write(ctx, Number(params.id), body)),
  }))

  door.on(contract.putFile, async (ctx, { params, bytes, headers }) => {
    const sha256 = sha256Named(String(headers['content-digest'] ?? ''))
    if (!sha256) throw new Problem('malformed', 'Send Content-Digest with the sha-256 of the body (RFC 9530)')
    await files.put(ctx, Number(params.id), { name: fileNameIn(headers), bytes, sha256: Buffer.from(sha256) })
    return { bytes: bytes.length }
  })

  door.on(contract.submitInterview, async (ctx) => {
    const receipt = await submit(ctx)
    return {
      submittedAt: writeMoment(receipt.submittedAt),
      answers: receipt.answers.map((answer) => ({ ...answer, keptAt: writeMoment(answer.keptAt) })),
    }
  })

  door.on(contract.withdrawInterview, async (ctx) => ({ withdrawnAt: writeMoment(await withdraw(ctx)) }))
}

function fileNameIn(headers: Record<string, unknown>): string {
  try {
    return decodeURIComponent(String(headers['x-file-name'] ?? ''))
  } catch {
    throw new Problem('malformed', 'X-File-Name is not percent-encoded UTF-8')
  }
}
