import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { pictureKind } from './kind.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const add = (raw: Buffer, by: Pick<Company, 'api'> = company) =>
  by.api('/room/v1/pictures', { method: 'POST', raw, headers: { 'content-type': 'application/octet-stream' } })

test('a banner is uploaded, named by an assessment and shown in the room', async () => {
  const { status, body } = await add(png)
  expect({ status, body }).toMatchObject({ status: 200, body: { type: 'image/png', width: 1, height: 1 } })
  expect((await add(png)).body.path).toBe(body.path)
  const shown = await greenroom.running.app.http.inject({ url: body.path })
  expect(shown.rawPayload.equals(png)).toBe(true)
  expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })

  const { assessmentId, api } = await openRoom(greenroom, company)
  const banner = (companyBanner: string, enableBanner = true) =>
    company.api(`/room/v1/assessments/${assessmentId}`, { method: 'PATCH', body: { companyBanner, enableBanner } })
  const url = async () => (await api('')).body.bannerUrl
  await banner(body.path)
  expect(await url()).toBe(body.path)
  await banner(body.path, false)
  expect(await url()).toBeNull()
  await banner('https://elsewhere.example/x.png')
  expect(await url()).toBeNull()
})

describe('what is no picture is refused', () => {
  test.each([
    ['a drawing that runs', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a picture of another kind', 'GIF89a\x01\x00\x01\x00'],
    ['half a head', '\x89PNG\r\n\x1a\n'],
  ])('%s', async (_, content) => {
    expect((await add(Buffer.from(content, 'latin1'))).status).toBe(422)
  })

  test('one too large, in bytes or pixels', async () => {
    expect((await add(Buffer.concat([png, Buffer.alloc(1024 * 1024)]))).status).toBe(413)
    const wide = Buffer.from(png)
    wide.writeUInt32BE(4001, 16)
    expect((await add(wide)).status).toBe(422)
  })
})

test('a reviewer may not upload', async () => {
  expect((await add(png, await company.user('reviewer'))).status).toBe(403)
})

test('a kind is told by its bytes', async () => {
  const folder = join(import.meta.dirname, 'fixtures')
  expect(pictureKind(await readFile(join(folder, '40x30.jpg')))).toEqual({ type: 'image/jpeg', width: 40, height: 30 })
  for (const name of ['40x30.lossy.webp', '40x30.lossless.webp']) {
    expect(pictureKind(await readFile(join(folder, name))), name).toEqual({ type: 'image/webp', width: 40, height: 30 })
  }
  expect(pictureKind(Buffer.alloc(0))).toBeUndefined()
})
