import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'

const greenroom = testApp()
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

test('reviewers hear an answer and have no way to see it, until the candidate is shortlisted', async () => {
  const reviewer = await company.user('reviewer')
  const { agree, answer, post, uuid, assessmentId } = await openRoom(greenroom, company, [{}], { reviewBySound: true })
  await agree()
  const { segmentId } = await answer()
  await post('/submit', {})
  const get = async (path: string, { headers }: { headers: Record<string, string> }) => {
    const { statusCode, rawPayload } = await greenroom.running.app.http.inject({ url: path, headers })
    return { status: statusCode, bytes: rawPayload }
  }
  const answers = async () => (await reviewer.api(`/room/v1/candidates/${uuid}/answers`)).body.answers
  await expect.poll(async () => (await answers())[0].segments[0].ready, { timeout: 30_000 }).toBe(true)

  const [segment] = (await answers())[0].segments
  const { status, bytes } = await get(segment.mediaUrl, reviewer)
  expect(status).toBe(200)
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  expect((await input.getTracks()).map(({ type }) => type)).toEqual(['audio'])
  expect(Math.abs((await input.computeDuration()) - segment.durationMs / 1000)).toBeLessThan(0.3)

  await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST', body: {} })
  const [row] = (await reviewer.api(`/room/v1/assessments/${assessmentId}/candidates`)).body.Videointerviews
  expect(row).toMatchObject({ profileVideo: null, avatarUrl: null, sharingUrl: null })
  const pictures = [
    `/room/v1/media/${segmentId}`,
    `/room/v1/media/${segmentId}?as=mp4`,
    `/room/v1/media/${segmentId}/raw`,
    `/room/v1/candidates/${uuid}/video`,
    `/room/v1/candidates/${uuid}/poster`,
  ]
  for (const path of pictures) expect((await get(path, reviewer)).status, path).toBe(404)
  expect((await get(`/room/v1/media/${segmentId}`, company)).status).toBe(200)

  const edit = `/room/v1/assessments/${assessmentId}/candidate/${row.profile.profileId}`
  await company.api(edit, { method: 'PATCH', body: { outcome: 'Shortlisted' } })
  expect((await get(`/room/v1/media/${segmentId}`, reviewer)).status).toBe(200)
})
