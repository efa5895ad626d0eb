import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom, recording } from '../../test/room.ts'

const greenroom = testApp()
let company: Company
let stranger: Company

const jpeg = await readFile(join(import.meta.dirname, '../pictures/fixtures/40x30.jpg'))

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
  stranger = await greenroom.build.company('Other')
})

const get = async (path: string, { headers }: Company, more: Record<string, string> = {}) => {
  const answer = await greenroom.running.app.http.inject({ url: path, headers: { ...headers, ...more } })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
}

async function submitted() {
  const room = await openRoom(greenroom, company, [{ question: 'Why us?' }, { question: 'Why you?' }])
  await room.agree()
  const { segmentId } = await room.answer()
  const { segmentId: second } = await room.answer(room.questionIds[1])
  const binary = { 'content-type': 'application/octet-stream' }
  const still = await room.api(`/segments/${segmentId}/poster`, { method: 'PUT', raw: jpeg, headers: binary })
  expect(still.status).toBe(200)
  await room.post('/submit', {})
  return { ...room, segmentId, second }
}

const rowOf = async ({ assessmentId }: { assessmentId: number }) => {
  const { body } = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
  return body.Videointerviews[0] as { profileVideo: string | null; avatarUrl: string | null; responseAt: string | null }
}

const pathOf = (address: string | null) => new URL(String(address)).pathname

describe('an interview that was handed in', () => {
  test('has a video and a still in the list, which play for its company', async () => {
    const room = await submitted()
    const { profileVideo, avatarUrl, responseAt } = await rowOf(room)
    expect(responseAt).not.toBeNull()
    const playing = () => get(pathOf(profileVideo), company, { range: 'bytes=0-99' })
    await expect.poll(async () => (await playing()).status, { timeout: 30_000 }).toBe(206)
    expect((await playing()).headers['content-type']).toBe('video/webm')
    expect((await get(pathOf(avatarUrl), company)).bytes).toEqual(jpeg)
    const other = async () => (await get(`/room/v1/media/${room.second}`, company, { range: 'bytes=0-99' })).status
    await expect.poll(other, { timeout: 30_000 }).toBe(206)
  })

  test('can be downloaded as it was recorded, byte for byte', async () => {
    const { segmentId } = await submitted()
    const { status, bytes, headers } = await get(`/room/v1/media/${segmentId}/raw`, company)
    expect(status).toBe(200)
    expect(bytes.equals(await recording('vp8.webm'))).toBe(true)
    expect(headers['content-disposition']).toBe(`attachment; filename*=UTF-8''${segmentId}.webm`)
    expect(headers['content-type']).toBe('application/octet-stream')
  })

  test('does not exist for another company, and needs a token', async () => {
    const { segmentId, uuid } = await submitted()
    const paths = [
      `/candidates/${uuid}/video`,
      `/candidates/${uuid}/poster`,
      `/media/${segmentId}`,
      `/media/${segmentId}/raw`,
    ]
    for (const path of paths) {
      expect((await get(`/room/v1${path}`, stranger)).status, path).toBe(404)
      expect((await greenroom.request(`/room/v1${path}`)).status, path).toBe(401)
    }
  })
})

test('an interview that was not handed in shows neither', async () => {
  const room = await openRoom(greenroom, company)
  await room.agree()
  await room.answer()
  expect(await rowOf(room)).toMatchObject({ profileVideo: null, avatarUrl: null, responseAt: null })
})

test("a take that was not kept is nobody else's", async () => {
  const room = await openRoom(greenroom, company, [{ maxRetakes: 1 }])
  await room.agree()
  const { segmentId } = await room.answer()
  await room.answer()
  for (const path of ['', '/raw']) expect((await get(`/room/v1/media/${segmentId}${path}`, company)).status).toBe(404)
})

test('a still is a picture of an own segment, and the first stays', async () => {
  const { api, agree, answer } = await openRoom(greenroom, company)
  const other = await openRoom(greenroom, company)
  await agree()
  const { segmentId } = await answer()
  const put = (through: typeof api, raw: Buffer) =>
    through(`/segments/${segmentId}/poster`, {
      method: 'PUT',
      raw,
      headers: { 'content-type': 'application/octet-stream' },
    })
  expect((await put(api, Buffer.from('<svg onload=alert(1)>'))).status).toBe(422)
  expect((await put(api, Buffer.alloc(70_000))).status).toBe(413)
  expect((await put(other.api, jpeg)).status).toBe(404)
  expect((await put(api, jpeg)).status).toBe(200)
  expect((await put(api, jpeg)).status).toBe(200)
})
