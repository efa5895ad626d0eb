import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { openShare } from '../../test/share.ts'
import { hashOfLink } from '../interviews/link-token.ts'

const clock = { ahead: 0 }
const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
const dayMs = 86_400_000
const password = 'as we said on the phone'
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

/** Lets the time pass, for this long of the test only. */
async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  clock.ahead = ms
  try {
    return await work()
  } finally {
    clock.ahead = 0
  }
}

async function interview() {
  const { id } = await greenroom.build.assessment(company)
  const { interviewId: uuid } = await greenroom.build.candidate(company, id)
  const share = (body?: object) => company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST', body })
  const url = async (body?: object): Promise<string> => (await share(body)).body.videointerviewUrl
  const unshare = () => company.api(`/room/v1/candidates/${uuid}/share`, { method: 'DELETE' })
  const listed = async () => (await company.api(`/room/v1/assessments/${id}/candidates`)).body.Videointerviews[0]
  return { uuid, share, url, unshare, listed }
}

const open = (url: string, password?: string) => openShare(greenroom, url, password)
const statusOf = async (url: string) => (await open(url)).opened.status

const linkOf = (url: string) =>
  greenroom.running.app.world.database
    .of(company.companyId)
    .selectFrom('shareLink')
    .selectAll()
    .where('hash', '=', hashOfLink(url.split('/').at(-1) ?? ''))
    .executeTakeFirstOrThrow()

describe('a public address', () => {
  test('opens for 14 days, and the next one is another', async () => {
    const { url, listed } = await interview()
    const first = await url()
    expect((await listed()).sharingUrl).toBe(first)
    expect(await later(13 * dayMs, () => statusOf(first))).toBe(200)
    await later(14 * dayMs + 1000, async () => {
      expect(await statusOf(first)).toBe(401)
      // Fourteen days on, whoever shares signs in anew.
      const { body } = await greenroom.request('/room/v1/token', {
        method: 'POST',
        body: { email: company.email, password: company.password },
        headers: { 'x-api-key': company.apiKey },
      })
      company.headers.authorization = body.id
      expect((await listed()).sharingUrl).toBe(null)
      expect(await url()).not.toBe(first)
    })
  })

  test('ends when the recruiter says, within a year', async () => {
    const { share, url } = await interview()
    const inAnHour = await url({ expiresAt: String(Date.now() + 3_600_000) })
    expect(await statusOf(inAnHour)).toBe(200)
    expect(await later(3_700_000, () => statusOf(inAnHour))).toBe(401)
    for (const expiresAt of [0, Date.now() - 1, String(Date.now() + 400 * dayMs)]) {
      expect((await share({ expiresAt })).status).toBe(422)
    }
  })

  test('ends at once when it is revoked, for who is watching too', async () => {
    const { url, unshare, listed } = await interview()
    const first = await url()
    const { look } = await open(first)
    expect((await look()).status).toBe(200)
    expect((await unshare()).body).toEqual({ count: 1 })
    expect((await look()).status).toBe(401)
    expect(await statusOf(first)).toBe(401)
    expect((await listed()).sharingUrl).toBe(null)
    expect((await unshare()).body).toEqual({ count: 0 })
    expect(await url()).not.toBe(first)
  })

  test('is one, whoever asks at once', async () => {
    const { url } = await interview()
    expect(new Set(await Promise.all([url(), url(), url(), url()])).size).toBe(1)
  })

  test('is for owners and recruiters to give and to take', async () => {
    const { uuid } = await interview()
    const reviewer = await company.user('reviewer')
    for (const method of ['POST', 'DELETE']) {
      expect((await reviewer.api(`/room/v1/candidates/${uuid}/share`, { method })).status).toBe(403)
    }
  })

  test('counts its openings and not what the page asks after', async () => {
    const { url } = await interview()
    const address = await url()
    for (let opening = 0; opening < 2; opening++) {
      const { look } = await open(address)
      for (let ask = 0; ask < 3; ask++) await look()
    }
    expect((await linkOf(address)).views).toBe(2)
    const viewed = await greenroom.running.app.world.database
      .of(company.companyId)
      .selectFrom('event')
      .select('actor')
      .where('kind', '=', 'interview.viewed')
      .where('actor', '=', `share:${(await linkOf(address)).id}`)
      .execute()
    expect(viewed).toHaveLength(2)
  })

  test('shows nothing to a token that was not opened', async () => {
    const { url } = await interview()
    const { token } = await open(await url())
    expect((await greenroom.request('/share/v1', { headers: { 'x-share-token': token } })).status).toBe(401)
  })

  test('says nothing of whose it is, alive or not: the page is the same for every token', async () => {
    const { url, unshare } = await interview()
    const address = await url({ password })
    const pageOf = async (token: string) => (await greenroom.request(`/s/${token}`)).text
    const live = await pageOf(address.split('/').at(-1) ?? '')
    await unshare()
    expect(await pageOf(address.split('/').at(-1) ?? '')).toBe(live)
    expect(await pageOf('never-was')).toBe(live)
    const refused = await open(address)
    expect(refused.opened.text).toBe((await open('never-was')).opened.text)
    expect(live).not.toContain('Acme')
  })
})

describe('a password', () => {
  test('is asked for, and opens', async () => {
    const { url } = await interview()
    const address = await url({ password })
    const without = (await open(address)).opened
    expect([without.status, without.body.error.code]).toEqual([401, 'PASSWORD_REQUIRED'])
    const wrong = (await open(address, 'a guess at it')).opened
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'WRONG_PASSWORD'])
    expect(without.text + wrong.text).not.toContain('Acme')
    expect((await (await open(address, password)).look()).body.companyName).toBe('Acme')
    const { views, passwordHash } = await linkOf(address)
    expect(views).toBe(1)
    expect(passwordHash).toMatch(/^\$argon2id\$/)
  })

  test('changes without a new address, ends what was open, and can be taken away', async () => {
    const { url } = await interview()
    const address = await url({ password })
    const { look } = await open(address, password)
    expect(await url({ password: 'another long one' })).toBe(address)
    expect((await look()).status).toBe(401)
    expect((await open(address, password)).opened.status).toBe(401)
    expect((await open(address, 'another long one')).opened.status).toBe(200)
    expect(await url()).toBe(address)
    expect(await statusOf(address)).toBe(401)
    expect(await url({ password: null })).toBe(address)
    expect(await statusOf(address)).toBe(200)
  })

  test('is long enough', async () => {
    const { share } = await interview()
    expect((await share({ password: 'short' })).status).toBe(422)
    expect((await share({ password: '' })).status).toBe(422)
  })

  test('cannot be guessed at for long, and the right one waits as well', async () => {
    const { url } = await interview()
    const address = await url({ password })
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, each) => (await open(address, `a guess ${each}`)).opened.status),
    )
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(14)
    const { opened } = await open(address, password)
    expect(opened.status).toBe(429)
    expect(Number(opened.headers['retry-after'])).toBeGreaterThan(0)
    expect(await later(16 * 60_000, async () => (await open(address, password)).opened.status)).toBe(200)
  })
})

test('a pass is good for some hours', async () => {
  const { url } = await interview()
  const address = await url({ expiresAt: String(Date.now() + 30 * dayMs) })
  const { look } = await open(address)
  expect(await later(11 * 3_600_000, async () => (await look()).status)).toBe(200)
  expect(await later(14 * 3_600_000, async () => (await look()).status)).toBe(401)
})

test('an address may show some of the answers only, and tells how often it was opened', async () => {
  const room = await openRoom(greenroom, company, [{ questionType: 'essay' }, { questionType: 'file' }])
  const [first, second] = room.questionIds
  await room.agree()
  await room.put(`/questions/${first}/written`, { text: 'Hello' })
  const path = `/room/v1/candidates/${room.uuid}/share`
  const share = (body: object) => company.api(path, { method: 'POST', body })
  const { videointerviewUrl } = (await share({ questionIds: [second] })).body
  const visitor = await open(videointerviewUrl)
  expect((await visitor.look()).body.answers).toEqual([])
  await share({ questionIds: null })
  expect((await visitor.look()).body.answers).toMatchObject([{ questionId: first }])
  await share({ questionIds: [first] })
  const file = await greenroom.request(`/share/v1/files/${second}`, { headers: visitor.headers })
  expect(file.status).toBe(404)
  expect((await company.api(path)).body.share).toMatchObject({ views: 1, hasPassword: false, questionIds: [first] })
  const other = await openRoom(greenroom, company)
  expect((await share({ questionIds: other.questionIds })).status).toBe(404)
  const stranger = await greenroom.build.company()
  expect((await stranger.api(path)).status).toBe(404)
  expect((await (await company.user('reviewer')).api(path)).status).toBe(403)
})
