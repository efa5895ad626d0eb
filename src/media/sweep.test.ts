import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom, recording } from '../../test/room.ts'
import { contextOf } from '../lib/context.ts'
import { chunkKey, playableKey } from './keys.ts'
import { prepare } from './prepare.ts'
import { removeDeleted, sealSilent } from './sweep.ts'

const clock = { ahead: 0 }
const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company()
})

const world = () => greenroom.running.app.world
const ctx = () => contextOf(world(), { kind: 'system', companyId: company.companyId })

const segmentOf = (id: string) =>
  ctx()
    .db.selectFrom('segment')
    .selectAll()
    .where('companyId', '=', company.companyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

describe('a segment nobody ends', () => {
  test('is sealed after a day as far as it goes, and played; what comes late opens it again', async () => {
    const { agree, beginSegment, sendChunk, post, api } = await openRoom(greenroom, company)
    await agree()
    const whole = await recording('vp8.webm')
    const { id } = await beginSegment()
    await sendChunk(id, 0, whole.subarray(0, 12_000))
    await sendChunk(id, 1, whole.subarray(12_000, 24_000))
    await sendChunk(id, 3, whole.subarray(36_000))

    await sealSilent(world())
    expect((await segmentOf(id)).sealedAt).toBeNull()
    await later(25, () => sealSilent(world()))
    expect(await segmentOf(id)).toMatchObject({ sealReason: 'partial', chunkCount: 2, recordedMs: null })
    await prepare(ctx(), id)
    const early = await segmentOf(id)
    expect(early.readyAt).not.toBeNull()

    expect((await sendChunk(id, 2, whole.subarray(24_000, 36_000))).status).toBe(201)
    expect((await api(`/segments/${id}`)).body).toEqual({ have: [0, 1, 2, 3], sealedAt: null })
    expect(
      (await post(`/segments/${id}/seal`, { count: 4, bytes: 1, durationMs: 2000, reason: 'stopped' })).status,
    ).toBe(200)
    await prepare(ctx(), id)
    const late = await segmentOf(id)
    expect(late.mediaMs).toBeGreaterThan(early.mediaMs ?? 0)
    expect(late).toMatchObject({ failure: null, sealReason: 'stopped' })
    expect(late.mediaKey).not.toBe(early.mediaKey)

    await removeDeleted(world())
    const kept = await Array.fromAsync(world().media.list(`${company.companyId}/${id}/play`))
    expect(kept).toEqual([late.mediaKey])
  })

  test('and holds nothing is sealed as that', async () => {
    const { agree, beginSegment } = await openRoom(greenroom, company)
    await agree()
    const { id } = await beginSegment()
    await later(25, () => sealSilent(world()))
    expect(await segmentOf(id)).toMatchObject({ chunkCount: 0, failure: 'Nothing was recorded' })
  })
})

test('media of a candidate who was deleted are removed, and nothing else: not even what no row knows', async () => {
  const [gone, here] = [await openRoom(greenroom, company), await openRoom(greenroom, company)]
  const ids: string[] = []
  for (const { agree, beginSegment, sendChunk } of [gone, here]) {
    await agree()
    const { id } = await beginSegment()
    await sendChunk(id, 0, randomBytes(1000))
    ids.push(id)
  }
  const stranger = `${company.companyId}/${randomUUID()}/raw/00000-abababababababab`
  await world().media.put(stranger, randomBytes(10))
  await company.api(`/room/v1/assessment/${gone.assessmentId}/candidates/${gone.uuid}`, { method: 'DELETE', body: [] })
  await removeDeleted(world())
  const keys = await Array.fromAsync(world().media.list(''))
  expect(keys.some((key) => key.includes(ids[0] ?? ''))).toBe(false)
  expect(keys.some((key) => key.includes(ids[1] ?? ''))).toBe(true)
  expect(keys).toContain(stranger)
})

test('preparing one segment from two workers leaves one file', async () => {
  const { agree, answer } = await openRoom(greenroom, company)
  await agree()
  const { segmentId } = await answer()
  await Promise.all([prepare(ctx(), segmentId), prepare(ctx(), segmentId)])
  const { mediaKey } = await segmentOf(segmentId)
  expect(await Array.fromAsync(world().media.list(`${company.companyId}/${segmentId}/play`))).toEqual([mediaKey])
  const events = await ctx().db.selectFrom('event').select('kind').where('subject', '=', segmentId).execute()
  expect(events).toEqual([{ kind: 'media.ready' }])
})

test('keys of one segment stand together', () => {
  const id = randomUUID()
  expect(chunkKey(7, id, 12, Buffer.alloc(32, 0xab))).toBe(`7/${id}/raw/00012-abababababababab`)
  expect(playableKey(7, id)).toMatch(new RegExp(`^7/${id}/play/[0-9a-f-]{36}$`))
})

async function later(hours: number, work: () => Promise<void>): Promise<void> {
  clock.ahead = hours * 3_600_000
  await work().finally(() => {
    clock.ahead = 0
  })
}
