import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom, recording } from '../../test/room.ts'
import { noS3, testS3 } from '../../test/s3-server.ts'
import { openShare } from '../../test/share.ts'
import * as interviews from '../interviews/interviews.ts'
import { contextOf } from '../lib/context.ts'
import { prepare } from './prepare.ts'
import { removeDeleted } from './sweep.ts'

describe.skipIf(noS3)('a recording in a bucket', () => {
  const s3 = testS3()
  const greenroom = testApp(Object.assign(s3.settings, { ROLES: 'web' }))
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company()
  })

  const world = () => greenroom.running.app.world
  const ctx = () => contextOf(world(), { kind: 'system', companyId: company.companyId })
  const keysOf = (segmentId: string) => Array.fromAsync(world().media.list(`${company.companyId}/${segmentId}`))

  test('is recorded, prepared, played by range, and erased', async () => {
    const { agree, answer, post, uuid } = await openRoom(greenroom, company)
    await agree()
    const { segmentId } = await answer()
    await post('/submit', {})
    await prepare(ctx(), segmentId)
    expect(await keysOf(segmentId)).toHaveLength(4)

    const shared = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
    const { look } = await openShare(greenroom, shared.body.videointerviewUrl)
    const [{ segments }] = (await look()).body.answers
    expect(segments).toMatchObject([{ ready: true, failure: null }])
    const get = (headers = {}) => greenroom.running.app.http.inject({ url: segments[0].mediaUrl, headers })
    const whole = (await get()).rawPayload
    expect(whole.length).toBeGreaterThan(30_000)
    const part = await get({ range: 'bytes=1000-1999' })
    expect(part.statusCode).toBe(206)
    expect(part.rawPayload.equals(whole.subarray(1000, 2000))).toBe(true)

    const { candidateId } = await ctx()
      .db.selectFrom('interview')
      .select('candidateId')
      .where('companyId', '=', company.companyId)
      .where('uuid', '=', uuid)
      .executeTakeFirstOrThrow()
    await interviews.eraseCandidate(ctx(), candidateId)
    await removeDeleted(world())
    expect(await keysOf(segmentId)).toEqual([])
  })

  test('waits in the browser while the bucket is away, and nothing of it is lost', async () => {
    const { agree, beginSegment, sendChunk, post, api } = await openRoom(greenroom, company)
    await agree()
    const whole = await recording('vp8.webm')
    const { id } = await beginSegment()
    expect((await sendChunk(id, 0, whole.subarray(0, 12_000))).status).toBe(201)

    await s3.stop()
    const refused = await sendChunk(id, 1, whole.subarray(12_000))
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    expect(await greenroom.request('/readyz')).toMatchObject({
      status: 503,
      body: { error: { missing: ['media store'] } },
    })
    expect((await api(`/segments/${id}`)).body.have).toEqual([0])
    await s3.start()

    expect((await greenroom.request('/readyz')).status).toBe(200)
    expect((await sendChunk(id, 1, whole.subarray(12_000))).status).toBe(201)
    await post(`/segments/${id}/seal`, { count: 2, bytes: whole.length, durationMs: 2000, reason: 'stopped' })
    await s3.stop()
    await expect(prepare(ctx(), id)).rejects.toThrow('cannot be reached')
    await s3.start()
    await prepare(ctx(), id)
    const { readyAt, failure, mediaMs } = await ctx()
      .db.selectFrom('segment')
      .select(['readyAt', 'failure', 'mediaMs'])
      .where('companyId', '=', company.companyId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect({ readyAt, failure }).toEqual({ readyAt: expect.any(Date), failure: null })
    expect(mediaMs).toBeGreaterThan(1800)
  })

  test('is nowhere in the open', async () => {
    const { agree, beginSegment, sendChunk } = await openRoom(greenroom, company)
    await agree()
    const plain = randomBytes(5000)
    const { id } = await beginSegment()
    await sendChunk(id, 0, plain)
    const [key = ''] = await keysOf(id)
    const object = await world().media.open(key)
    expect((await object.read(0, object.size)).includes(plain.subarray(1000, 1032))).toBe(false)
  })
})
