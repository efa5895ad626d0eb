import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom, recording, type TestRoom } from '../../test/room.ts'
import { openShare } from '../../test/share.ts'

const greenroom = testApp()
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

describe('a shared interview', () => {
  test('plays what was recorded, from anywhere in it', async () => {
    const room = await answeredRoom()
    const { token, shared } = await share(room)
    expect(shared).toMatchObject({ companyName: 'Acme', answers: [{ question: 'Why us?' }] })
    const [segment] = shared.answers[0].segments
    expect(segment).toMatchObject({ number: 0, ready: true, failure: null })
    expect(segment.durationMs).toBeGreaterThan(1800)

    const whole = await fetchMedia(segment.mediaUrl)
    expect(whole.status).toBe(200)
    expect(whole.headers).toMatchObject({ 'content-type': 'video/webm', 'cache-control': 'private, max-age=3600' })
    expect(whole.headers.etag).toBe(`"${createHash('sha256').update(whole.bytes).digest('base64url')}"`)

    const part = await fetchMedia(segment.mediaUrl, { range: 'bytes=1000-1999' })
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes 1000-1999/${whole.bytes.length}`)
    expect(part.bytes.equals(whole.bytes.subarray(1000, 2000))).toBe(true)
    expect((await fetchMedia(segment.mediaUrl, { range: 'bytes=-5' })).bytes.equals(whole.bytes.subarray(-5))).toBe(
      true,
    )
    expect((await fetchMedia(segment.mediaUrl, { range: 'bytes=99999999-' })).status).toBe(416)
    expect((await fetchMedia(segment.mediaUrl, { 'if-none-match': String(whole.headers.etag) })).status).toBe(304)

    const head = await fetchMedia(segment.mediaUrl, {}, 'HEAD')
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': String(whole.bytes.length) } })
    expect(head.bytes).toHaveLength(0)
    expect(token).not.toBe('')
  })

  test('opens with its own token and no other, and shows only its own interview', async () => {
    const [mine, other] = [await answeredRoom(), await answeredRoom()]
    const [shared, foreign] = [await share(mine), await share(other)]
    const path = foreign.shared.answers[0].segments[0].mediaUrl.replace(foreign.pass, shared.pass)
    expect((await fetchMedia(path)).status).toBe(404)
    const altered = `${shared.pass.slice(0, -43)}${'A'.repeat(43)}`
    const swapped = `${foreign.pass.split('.')[0]}.${shared.pass.split('.').slice(1).join('.')}`
    for (const pass of ['x', altered, swapped, 'x.y.z', shared.token]) {
      expect((await fetchMedia(path.replace(shared.pass, pass))).status).toBe(401)
      expect((await greenroom.request('/share/v1', { headers: { 'x-share-pass': pass } })).status).toBe(401)
    }
    expect((await greenroom.request('/share/v1', { headers: { 'x-share-token': 'x' } })).status).toBe(401)
    expect((await greenroom.request('/share/v1')).status).toBe(401)
  })

  test('does not show takes that were not kept', async () => {
    const room = await openRoom(greenroom, company)
    await room.agree()
    const { segmentId: first } = await room.answer()
    await room.answer()
    const { pass, shared } = await share(room)
    expect(shared.answers[0].segments).toHaveLength(1)
    expect((await fetchMedia(`/share/v1/media/${first}?pass=${pass}`)).status).toBe(404)
  })

  test('ends when the candidate is erased', async () => {
    const room = await answeredRoom()
    const { headers, shared } = await share(room)
    const { mediaUrl } = shared.answers[0].segments[0]
    await company.api(`/room/v1/assessment/${room.assessmentId}/candidates/${room.uuid}`, {
      method: 'DELETE',
      body: [],
    })
    expect((await fetchMedia(mediaUrl)).status).toBe(401)
    expect((await greenroom.request('/share/v1', { headers })).status).toBe(401)
  })

  test('says so when an answer is no recording at all', async () => {
    const room = await openRoom(greenroom, company)
    await room.agree()
    await room.answer(undefined, Buffer.from('<html><script>alert(1)</script></html>'.repeat(10)))
    const { shared } = await share(room)
    const [segment] = shared.answers[0].segments
    expect(segment).toMatchObject({ ready: false, failure: 'The upload is not an audio or video recording' })
    expect((await fetchMedia(segment.mediaUrl)).status).toBe(404)
  })

  test('says so when less can be played than was recorded', async () => {
    const room = await openRoom(greenroom, company)
    await room.agree()
    const whole = await recording('vp8.webm')
    await room.answer(undefined, whole.subarray(0, whole.length * 0.6), 12_000)
    const { shared } = await share(room)
    const [segment] = shared.answers[0].segments
    expect(segment.ready).toBe(true)
    expect(segment.failure).toMatch(/^12 s were recorded and 1 s can be played/)
  })
})

test('a share page loads nothing but its own script and style', async () => {
  for (const path of ['/s/some-token', '/i/some-token']) {
    const page = await greenroom.request(path)
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.text).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style| style=| on\w+=/)
    const sources = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, source = '']) => source)
    expect(sources.length).toBeGreaterThan(1)
    for (const source of sources) expect((await greenroom.request(source)).status).toBe(200)
  }
  expect((await greenroom.request('/assets/..%2f..%2fpackage.json')).status).toBe(404)
  expect((await greenroom.request('/assets/manifest.json')).status).toBe(404)
})

async function answeredRoom(): Promise<TestRoom> {
  const room = await openRoom(greenroom, company, [{ question: 'Why us?' }])
  await room.agree()
  await room.answer()
  await room.post('/submit', {})
  return room
}

/** Shared, and waited for until every segment has been prepared or given up. */
async function share({ uuid }: TestRoom) {
  const { body } = await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST' })
  const { look, ...opened } = await openShare(greenroom, body.videointerviewUrl)
  type Segment = { ready: boolean; failure: string | null }
  const settled = (shared: { answers: { segments: Segment[] }[] }) =>
    shared.answers.every(({ segments }) => segments.every(({ ready, failure }) => ready || failure))
  await expect.poll(async () => settled((await look()).body), { timeout: 30_000, interval: 100 }).toBe(true)
  return { ...opened, shared: (await look()).body }
}

async function fetchMedia(path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') {
  const answer = await greenroom.running.app.http.inject({ method, url: path, headers })
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
}
