import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { contextOf } from '../lib/context.ts'
import * as apiKeys from './api-keys.ts'
import { accounts } from './index.ts'
import { hashOfToken } from './tokens.ts'
import * as users from './users.ts'

let now = new Date('2026-11-24T12:00:00Z')
const { request, build, running } = testApp({}, { now: () => now })

const refused =
  '{"error":{"statusCode":401,"name":"Error","message":"Authorization Required","code":"AUTHORIZATION_REQUIRED"}}'

test('every request needs a key and a token of one company', async () => {
  const company = await build.company()
  const other = await build.company()
  const mixed = [
    {},
    { 'x-api-key': company.apiKey },
    { authorization: company.token },
    { 'x-api-key': 'rubbish', authorization: company.token },
    { 'x-api-key': company.apiKey, authorization: 'rubbish' },
    { 'x-api-key': company.apiKey, authorization: 'Bearer ' },
    { 'x-api-key': company.apiKey, authorization: `Basic ${company.token}` },
    { 'x-api-key': other.apiKey, authorization: company.token },
    { 'x-api-key': `${company.apiKey.split('.').slice(0, 2).join('.')}.AAAA`, authorization: company.token },
    { 'x-api-key': company.apiKey.replace(/^[^.]+/, 'eyJhbGciOiJub25lIn0'), authorization: company.token },
  ]
  for (const headers of mixed) {
    const answer = await request('/room/v1/assessments', { headers: headers as Record<string, string> })
    expect([answer.status, answer.text]).toEqual([401, refused])
  }
  expect((await company.api('/room/v1/assessments')).status).toBe(200)
  const asBearer = { 'x-api-key': company.apiKey, authorization: `Bearer ${company.token}` }
  expect((await request('/room/v1/assessments', { headers: asBearer })).status).toBe(200)
  const byOtherHeader = { 'x-api-key': company.apiKey, 'x-access-token': company.token }
  expect((await request('/room/v1/assessments', { headers: byOtherHeader })).status).toBe(200)
  expect(
    (await request(`/room/v1/assessments?access_token=${company.token}`, { headers: { 'x-api-key': company.apiKey } }))
      .status,
  ).toBe(401)
})

test('a revoked key is refused at the next request, the company’s other keys are not', async () => {
  const company = await build.company()
  const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
  const second = await apiKeys.create(ctx, 'ATS')
  const withSecond = { 'x-api-key': second.key, authorization: company.token }
  expect((await request('/room/v1/assessments', { headers: withSecond })).status).toBe(200)
  await apiKeys.revoke(ctx, second.id)
  expect((await request('/room/v1/assessments', { headers: withSecond })).text).toBe(refused)
  expect((await company.api('/room/v1/assessments')).status).toBe(200)
})

test('a key stays within the 170 characters that ATS vendors allow, up to ten digits of companies', async () => {
  const { apiKey, companyId } = await build.company()
  expect(apiKey.length + (10 - String(companyId).length) * (4 / 3)).toBeLessThanOrEqual(170)
  const claims = JSON.parse(Buffer.from(apiKey.split('.')[1] ?? '', 'base64url').toString())
  expect(Object.keys(claims).sort()).toEqual(['jti', 'sub'])
})

test('a token lasts fourteen days', async () => {
  const company = await build.company()
  const before = now
  now = new Date(before.getTime() + 14 * 86_400_000 - 1000)
  expect((await company.api('/room/v1/assessments')).status).toBe(200)
  now = new Date(before.getTime() + 14 * 86_400_000)
  expect((await company.api('/room/v1/assessments')).text).toBe(refused)
  now = before
})

test('only the hash of a token is kept', async () => {
  const { token } = await build.company()
  const rows = await running.app.world.database.system.selectFrom('accessToken').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('an unknown address and a wrong password are told apart by nothing', async () => {
  const { apiKey, email } = await build.company()
  const guess = (body: object) => request('/room/v1/token', { method: 'POST', body, headers: { 'x-api-key': apiKey } })
  const wrong = await guess({ email, password: 'not it at all' })
  const unknown = await guess({ email: 'nobody@example.com', password: 'not it at all' })
  expect(wrong.status).toBe(401)
  expect(wrong.text).toBe('{"error":{"statusCode":401,"name":"Error","message":"login failed","code":"LOGIN_FAILED"}}')
  expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text])
})

test('repeated guessing is held up, for addresses that exist and for those that do not', async () => {
  const { apiKey, email } = await build.company()
  for (const guessed of [email, 'nobody@example.com']) {
    const guess = () =>
      request('/room/v1/token', {
        method: 'POST',
        body: { email: guessed, password: 'wrong wrong' },
        headers: { 'x-api-key': apiKey },
      })
    const statuses = []
    for (let tries = 0; tries < 12; tries++) statuses.push((await guess()).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    const wait = Number((await guess()).headers['retry-after'])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(900)
  }
  const right = { email, password: 'a long password' }
  const signIn = () => request('/room/v1/token', { method: 'POST', body: right, headers: { 'x-api-key': apiKey } })
  expect((await signIn()).status).toBe(429)
  const before = now
  now = new Date(before.getTime() + 15 * 60_000)
  expect((await signIn()).status).toBe(200)
  now = before
})

test('guesses at an address that reads like a caller are not counted against that caller', async () => {
  const { apiKey, email, password } = await build.company()
  const signIn = (body: object, from: string) =>
    request('/room/v1/token', { method: 'POST', body, headers: { 'x-api-key': apiKey, 'x-forwarded-for': from } })
  for (let tries = 0; tries < 100; tries++) {
    await signIn({ email: 'from 10.1.2.3', password: 'wrong wrong' }, `10.9.${tries}.1`)
  }
  expect((await signIn({ email, password }, '10.1.2.3')).status).toBe(200)
})

test('tokens and guesses that no longer count are swept', async () => {
  const { apiKey, email, token } = await build.company()
  const body = { email, password: 'wrong wrong' }
  await request('/room/v1/token', { method: 'POST', body, headers: { 'x-api-key': apiKey } })
  const { system } = running.app.world.database
  const sweep = () =>
    Promise.all(accounts.rounds?.map(({ run }) => run(running.app.world, AbortSignal.timeout(10_000))) ?? [])
  const tokens = () => system.selectFrom('accessToken').selectAll().where('hash', '=', hashOfToken(token)).execute()
  await sweep()
  expect(await tokens()).toHaveLength(1)
  const before = now
  now = new Date(before.getTime() + 15 * 86_400_000)
  await sweep()
  now = before
  expect(await tokens()).toEqual([])
  expect(await system.selectFrom('signInFailure').selectAll().execute()).toEqual([])
})

test('what is no key cannot be revoked, and what is no address gets no account', async () => {
  const { companyId } = await build.company()
  const ctx = contextOf(running.app.world, { kind: 'system', companyId })
  await expect(apiKeys.revoke(ctx, 'nonsense')).rejects.toThrow('Unknown "ApiKey" id "nonsense"')
  const user = { email: 'not-an-address', password: 'long enough', role: 'reviewer' } as const
  await expect(users.create(ctx, user)).rejects.toThrow('not-an-address is no e-mail address.')
})

test("another company's user cannot sign in with this key", async () => {
  const { apiKey } = await build.company()
  const other = await build.company()
  const body = { email: other.email, password: other.password }
  expect((await request('/room/v1/token', { method: 'POST', body, headers: { 'x-api-key': apiKey } })).status).toBe(401)
})

test('a reviewer reads, and is refused every change', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { interviewId, profileId } = await build.candidate(company, id)
  const { api } = await company.user('reviewer')
  const changes: [string, string, unknown?][] = [
    ['POST', '/room/v1/assessments', { groupName: 'x' }],
    ['PATCH', `/room/v1/assessments/${id}`, {}],
    ['POST', `/room/v1/assessments/${id}/question`, {}],
    ['POST', `/room/v1/assessments/${id}/candidate`, { emailAddress: 'a@example.com' }],
    ['PATCH', `/room/v1/assessments/${id}/candidate/${profileId}`, {}],
    ['POST', `/room/v1/assessments/${id}/invite`, { interviewIds: [interviewId] }],
    ['POST', `/room/v1/candidates/${interviewId}/share`],
    ['DELETE', `/room/v1/assessment/${id}/candidates/${interviewId}`, []],
    ['POST', '/room/v1/rating-criteria', {}],
    ['PATCH', '/room/v1/rating-criteria/1', {}],
  ]
  for (const [method, path, body] of changes) {
    const answer = await api(path, { method, body })
    expect([path, answer.status, answer.text]).toEqual([
      path,
      403,
      '{"error":{"statusCode":403,"name":"Error","message":"Access Denied","code":"ACCESS_DENIED"}}',
    ])
  }
  for (const path of ['/room/v1/assessments', `/room/v1/assessments/${id}`, `/room/v1/assessments/${id}/candidates`]) {
    expect((await api(path)).status).toBe(200)
  }
  const recruiter = await company.user('recruiter')
  expect((await recruiter.api('/room/v1/assessments', { method: 'POST', body: { groupName: 'x' } })).status).toBe(200)
})
