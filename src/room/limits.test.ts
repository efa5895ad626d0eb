import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import * as interviews from '../interviews/interviews.ts'
import { atomically, contextOf } from '../lib/context.ts'
import { companyBytes } from '../media/quota.ts'
import { freeTakesLimit, interviewLimit, takeLimit, untimedSeconds } from './limits.ts'
import { close, indexesOf } from './segments.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeEach(async () => {
  company = await greenroom.build.company()
})

const world = () => greenroom.running.app.world
const ctx = () => contextOf(world(), { kind: 'system', companyId: company.companyId })
const megabyte = 1024 * 1024

describe('a limit', () => {
  test('of the interview holds over all its takes', async () => {
    const { agree, beginSegment, sendChunk } = await openRoom(greenroom, company, [
      { maxAnswerTime: 10, maxRetakes: 1 },
    ])
    await agree()
    const limit = interviewLimit([{ seconds: 10, takes: 2 }])
    expect(limit).toBe(4 * takeLimit(10))
    const before = await beginSegment()
    await ctx()
      .db.updateTable('segment')
      .set({ bytes: limit - 1000 })
      .where('companyId', '=', company.companyId)
      .where('id', '=', before.id)
      .execute()
    const { id } = await beginSegment()
    expect((await sendChunk(id, 0, randomBytes(1000))).status).toBe(201)
    expect(await sendChunk(id, 1, randomBytes(1))).toMatchObject({
      status: 413,
      body: { error: { message: 'The takes of this interview are larger than its questions allow' } },
    })
  })

  test('of a take grows with the time this candidate was given, and is there without a limit of time', async () => {
    const { agree, edit, beginSegment, sendChunk } = await openRoom(greenroom, company, [{ maxAnswerTime: 10 }])
    await agree()
    for (const [timeMultiplier, seconds] of [
      [1, 10],
      [2, 20],
      [null, untimedSeconds],
    ] as const) {
      await edit({ timeMultiplier })
      const { id } = await beginSegment()
      await ctx()
        .db.updateTable('segment')
        .set({ bytes: takeLimit(seconds) - 1000 })
        .where('companyId', '=', company.companyId)
        .where('id', '=', id)
        .execute()
      expect((await sendChunk(id, 0, randomBytes(1000))).status).toBe(201)
      expect((await sendChunk(id, 1, randomBytes(1))).status).toBe(413)
    }
  })

  test('of takes holds for those cut off by a fault too', async () => {
    const { agree, put, questionIds } = await openRoom(greenroom, company, [{ maxRetakes: 1 }])
    await agree()
    const [questionId] = questionIds
    const statuses: number[] = []
    for (let take = 0; take < freeTakesLimit + 3; take++) {
      statuses.push((await put(`/takes/${randomUUID()}`, { questionId })).status)
    }
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true)
    expect(statuses.at(-1)).toBe(409)
  })
})

describe('the limit of a company', () => {
  test('asks to keep what is beyond it, and takes it when somebody was erased', async () => {
    const first = await openRoom(greenroom, company)
    const second = await openRoom(greenroom, company)
    await first.agree()
    await second.agree()
    const [old, fresh] = [await first.beginSegment(), await second.beginSegment()]
    limit(3 * megabyte)
    expect((await first.sendChunk(old.id, 0, randomBytes(2 * megabyte))).status).toBe(201)
    const bytes = randomBytes(2 * megabyte)
    expect(await second.sendChunk(fresh.id, 0, bytes)).toMatchObject({
      status: 507,
      body: { error: { code: 'COMPANY_FULL', message: expect.stringContaining('Keep this and try again') } },
    })
    expect((await second.api(`/segments/${fresh.id}`)).body.have).toEqual([])

    await interviews.eraseCandidate(ctx(), await candidateOf(first.uuid))
    expect((await second.sendChunk(fresh.id, 0, bytes)).status).toBe(201)
    expect(await companyBytes(ctx())).toBe(2 * megabyte)
  })

  test('is no other company’s', async () => {
    const { agree, beginSegment, sendChunk } = await openRoom(greenroom, company)
    await agree()
    const { id } = await beginSegment()
    await sendChunk(id, 0, randomBytes(2 * megabyte))
    limit(3 * megabyte)
    const other = await greenroom.build.company()
    const room = await openRoom(greenroom, other)
    await room.agree()
    expect((await room.sendChunk((await room.beginSegment()).id, 0, randomBytes(2 * megabyte))).status).toBe(201)
  })

  test('counts the same chunk once, however often and however many at a time', async () => {
    const { agree, beginSegment, sendChunk } = await openRoom(greenroom, company)
    await agree()
    const { id } = await beginSegment()
    const bytes = randomBytes(megabyte)
    await Promise.all(Array.from({ length: 6 }, () => sendChunk(id, 0, bytes)))
    await Promise.all(Array.from({ length: 6 }, (_, index) => sendChunk(id, index, bytes)))
    expect(await companyBytes(ctx())).toBe(6 * megabyte)
    await sql`select recount_media()`.execute(world().database.system)
    expect(await companyBytes(ctx())).toBe(6 * megabyte)
  })

  function limit(bytes: number): void {
    world().mediaLimitBytes = bytes
    onTestFinished(() => {
      world().mediaLimitBytes = undefined
    })
  }
})

test('a chunk that meets a sealing waits for it, and is refused', async () => {
  const { agree, beginSegment, sendChunk } = await openRoom(greenroom, company)
  await agree()
  const { id } = await beginSegment()
  await sendChunk(id, 0, Buffer.from('first'))
  const late = await atomically(ctx(), async (ctx) => {
    await sql`select from segment where id = ${id} for update`.execute(ctx.db)
    const sending = sendChunk(id, 1, Buffer.from('second'))
    await sleep(500)
    await close(ctx, id, { chunkCount: 1, recordedMs: 1000, sealReason: 'stopped' })
    return { sending }
  })
  expect((await late.sending).status).toBe(409)
  expect(await indexesOf(ctx(), id)).toEqual([0])
})

test('a segment is never sealed without a chunk that was acknowledged', async () => {
  const { agree, beginSegment, sendChunk, post } = await openRoom(greenroom, company, [{ maxRetakes: 60 }])
  await agree()
  for (let round = 0; round < 50; round++) {
    const { id } = await beginSegment()
    await sendChunk(id, 0, Buffer.from('first'))
    const seal = { count: 1, bytes: 5, durationMs: 1000, reason: 'stopped' }
    const [chunk, sealing] = await Promise.all([
      sendChunk(id, 1, Buffer.from('second')),
      sleep(round % 10).then(() => post(`/segments/${id}/seal`, seal)),
    ])
    const have = await indexesOf(ctx(), id)
    expect(['201 409 2', '409 200 1']).toContain(`${chunk.status} ${sealing.status} ${have.length}`)
  }
})

async function candidateOf(uuid: string): Promise<number> {
  const { candidateId } = await ctx()
    .db.selectFrom('interview')
    .select('candidateId')
    .where('companyId', '=', company.companyId)
    .where('uuid', '=', uuid)
    .executeTakeFirstOrThrow()
  return candidateId
}
