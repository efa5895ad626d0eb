import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom, type TestRoom } from '../../test/room.ts'
import { openShare } from '../../test/share.ts'
import { removeDeleted } from '../media/sweep.ts'
import { contentDigest } from './digest.ts'
import { isKind } from './file-kinds.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n')

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

async function room() {
  const opened = await openRoom(greenroom, company, [{ questionType: 'file', question: 'Your CV' }])
  await opened.agree()
  return opened
}

async function send({ api, questionIds }: TestRoom, name: string, bytes: Buffer, headers: Record<string, string> = {}) {
  const digest = await contentDigest(new Uint8Array(bytes))
  const sent = { 'content-type': 'application/octet-stream', 'content-digest': digest, 'x-file-name': name, ...headers }
  return api(`/questions/${questionIds[0]}/file`, { method: 'PUT', raw: bytes, headers: sent })
}

const mediaKeys = async () => {
  const { world } = greenroom.running.app
  await removeDeleted(world)
  return (await Array.fromAsync(world.media.list(''))).filter((key) => key.startsWith(`${company.companyId}/`))
}

describe('a file', () => {
  test('answers its question, is handed in with a receipt, and can be saved by those who may', async () => {
    const here = await room()
    expect((await here.post('/submit', {})).status).toBe(409)
    expect((await send(here, encodeURIComponent('Lebenslauf Müller.pdf'), pdf)).status).toBe(200)
    expect((await here.api('')).body.questions[0].file).toEqual({ name: 'Lebenslauf Müller.pdf', bytes: pdf.length })
    const { body } = await here.post('/submit', {})
    expect(body.answers[0]).toMatchObject({
      recordedMs: null,
      bytes: pdf.length,
      sha256: createHash('sha256').update(pdf).digest('hex'),
    })

    const shared = await company.api(`/room/v1/candidates/${here.uuid}/share`, { method: 'POST' })
    const share = await openShare(greenroom, shared.body.videointerviewUrl)
    const { file } = (await share.look()).body.answers[0]
    const mine = (await company.api(`/room/v1/candidates/${here.uuid}/answers`)).body.answers[0].file
    for (const [url, headers] of [
      [file.fileUrl, {}],
      [mine.fileUrl, company.headers],
    ] as const) {
      const saved = await greenroom.running.app.http.inject({ url, headers })
      expect(saved.rawPayload.equals(pdf)).toBe(true)
      expect(saved.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': "attachment; filename*=UTF-8''Lebenslauf%20M%C3%BCller.pdf",
        'content-security-policy': "sandbox; default-src 'none'",
      })
    }
    const stranger = await greenroom.build.company()
    expect((await stranger.api(mine.fileUrl)).status).toBe(404)
    expect((await greenroom.request(file.fileUrl.replace(/pass=.*/, 'pass=x'))).status).toBe(401)
  })

  test('replaces the one before, which leaves the store, as all do with their candidate', async () => {
    const before = await mediaKeys()
    const here = await room()
    await send(here, 'a.pdf', pdf)
    await send(here, 'a.pdf', pdf)
    await send(here, 'b.txt', Buffer.from('Hello'))
    expect(await mediaKeys()).toHaveLength(before.length + 1)
    expect((await here.api('')).body.questions[0].file).toEqual({ name: 'b.txt', bytes: 5 })
    await company.api(`/room/v1/assessment/${here.assessmentId}/candidates/${here.uuid}`, {
      method: 'DELETE',
      body: [],
    })
    expect(await mediaKeys()).toEqual(before)
  })

  test('is refused when it is not what its name says, and leaves nothing behind', async () => {
    const before = await mediaKeys()
    const here = await room()
    const page = Buffer.from('<!doctype html><script>alert(1)</script>')
    expect((await send(here, 'cv.pdf', page)).status).toBe(422)
    expect((await send(here, 'cv.html', page)).status).toBe(422)
    expect((await send(here, 'cv.svg', Buffer.from('<svg/>'))).status).toBe(422)
    expect((await send(here, 'cv', pdf)).status).toBe(422)
    expect((await send(here, '%zz.pdf', pdf)).status).toBe(400)
    expect((await send(here, 'cv.pdf', pdf, { 'content-digest': 'sha-256=:x:' })).status).toBe(400)
    expect((await send(here, 'cv.pdf', pdf, { 'content-digest': await contentDigest(new Uint8Array(1)) })).status).toBe(
      422,
    )
    expect((await send(here, 'cv.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'a'))).status).toBe(413)
    expect((await here.api('')).body.questions[0].file).toBeNull()
    expect(await mediaKeys()).toEqual(before)
  })

  test('is not taken by another question, or after handing in', async () => {
    const essay = await openRoom(greenroom, company, [{ questionType: 'essay' }])
    await essay.agree()
    expect((await send(essay, 'cv.pdf', pdf)).status).toBe(409)
    const here = await room()
    await send(here, 'cv.pdf', pdf)
    await here.post('/submit', {})
    expect((await send(here, 'other.txt', Buffer.from('x'))).status).toBe(409)
    expect((await here.api('')).body.questions[0].file.name).toBe('cv.pdf')
  })

  test('loses from its name what would lead elsewhere', async () => {
    const here = await room()
    await send(here, encodeURIComponent('..\\..\\etc/\u202Efdp.exe\u0000.pdf'), pdf)
    expect((await here.api('')).body.questions[0].file.name).toBe('fdp.exe.pdf')
  })
})

test.each([
  ['pdf', '%PDF-1.4', true],
  ['pdf', 'PK\x03\x04', false],
  ['docx', 'PK\x03\x04', true],
  ['docx', '\xd0\xcf\x11\xe0', false],
  ['txt', 'Grüße', true],
  ['txt', 'a\x00b', false],
  ['exe', 'MZ', false],
  ['png', 'MZ', false],
])('%s: %j is one: %s', (extension, content, is) => {
  expect(isKind(extension, Buffer.from(content, extension === 'txt' ? 'utf8' : 'latin1'))).toBe(is)
})
