import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { removeDeleted } from '../media/sweep.ts'

const greenroom = testApp()
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

async function recorded() {
  const room = await openRoom(greenroom, company)
  await room.agree()
  const { takeId, segmentId } = await room.answer()
  const look = () => room.api(`/takes/${takeId}`)
  await expect.poll(async () => (await look()).body.segments[0].ready, { timeout: 30_000 }).toBe(true)
  const { mediaUrl } = (await look()).body.segments[0]
  return { ...room, takeId, segmentId, look, mediaUrl }
}

const statusOf = async (path: string, headers = {}) =>
  (await greenroom.running.app.http.inject({ url: path, headers })).statusCode

describe('their own take', () => {
  test('plays by range, with nothing but its address', async () => {
    const { mediaUrl } = await recorded()
    expect(await statusOf(mediaUrl, { range: 'bytes=0-9' })).toBe(206)
  })

  test("is nobody else's, and its pass opens nothing else", async () => {
    const [mine, other] = [await recorded(), await recorded()]
    const pass = new URL(mine.mediaUrl, 'http://x').searchParams.get('pass') ?? ''
    expect((await other.api(`/takes/${mine.takeId}`)).status).toBe(404)
    for (const path of [
      `/interview/v1/media/${other.segmentId}?pass=${pass}`,
      `/interview/v1/media/${mine.segmentId}?pass=${pass.slice(0, -1)}`,
      `/interview/v1/media/${mine.segmentId}`,
      `/interview/v1?pass=${pass}`,
      `/share/v1/media/${mine.segmentId}?pass=${pass}`,
    ]) {
      expect(await statusOf(path), path).toBe(401)
    }
  })

  test('is shown after handing in only where the company shows answers', async () => {
    const { assessmentId, post, look } = await recorded()
    await post('/submit', {})
    expect((await look()).status).toBe(403)
    await company.api(`/room/v1/assessments/${assessmentId}`, { method: 'PATCH', body: { responseVisibility: true } })
    expect((await look()).status).toBe(200)
  })
})

describe('withdrawing', () => {
  test('deletes what was answered and ends the share link; the invitation stays on record', async () => {
    const room = await recorded()
    await room.post('/submit', {})
    const shared = await company.api(`/room/v1/candidates/${room.uuid}/share`, { method: 'POST' })
    const token = String(shared.body.videointerviewUrl).split('/').at(-1) ?? ''
    expect((await room.post('/withdraw', {})).status).toBe(200)
    expect((await room.post('/withdraw', {})).status).toBe(200)

    expect((await room.api('')).body).toMatchObject({ status: 'Withdrawn' })
    expect((await room.api(`/takes/${room.takeId}`)).status).toBe(404)
    expect(await statusOf(room.mediaUrl)).toBe(404)
    const opened = await greenroom.request('/share/v1/views', {
      method: 'POST',
      body: {},
      headers: { 'x-share-token': token },
    })
    expect(opened.status).toBe(401)
    const { body } = await company.api(`/room/v1/assessments/${room.assessmentId}/candidates`)
    expect(body.Videointerviews[0]).toMatchObject({ status: 'Withdrawn', profileVideo: null })
    const { world } = greenroom.running.app
    await removeDeleted(world)
    expect(await Array.fromAsync(world.media.list(`${company.companyId}/${room.segmentId}`))).toEqual([])
  })

  test('nothing is recorded, handed in or shared after it', async () => {
    const room = await openRoom(greenroom, company)
    await room.agree()
    await room.post('/withdraw', {})
    const [questionId] = room.questionIds
    expect((await room.put(`/takes/${crypto.randomUUID()}`, { questionId })).status).toBe(410)
    expect((await room.post('/submit', {})).status).toBe(410)
    expect((await company.api(`/room/v1/candidates/${room.uuid}/share`, { method: 'POST' })).status).toBe(422)
  })
})
