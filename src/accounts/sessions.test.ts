import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const from = (site: string, cookie = '') => ({ 'sec-fetch-site': site, cookie })
const signIn = (email: string, password: string) =>
  greenroom.request('/room/v1/session', { method: 'POST', body: { email, password } })

async function signedIn({ email, password } = company) {
  const { headers, body } = await signIn(email, password)
  return { set: String(headers['set-cookie']), cookie: String(headers['set-cookie']).split(';')[0] ?? '', me: body }
}

const list = (headers: Record<string, string>) => greenroom.request('/room/v1/assessments', { headers })

describe('the dashboard is signed in to', () => {
  test('by address and password, with a cookie no script and no other site can use', async () => {
    const { set, cookie, me } = await signedIn()
    expect(me).toMatchObject({ email: company.email, role: 'owner', companyName: 'Acme' })
    expect(set).toMatch(/^__Host-greenroom=[\w-]{43}; Max-Age=604800; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
    expect((await list(from('same-origin', cookie))).status).toBe(200)
    for (const site of ['cross-site', 'same-site', 'none', '']) {
      expect((await list(from(site, cookie))).status, site).toBe(401)
    }
    expect((await list({ cookie })).status).toBe(401)
  })

  test('and what it lets do is what the person may, in their company', async () => {
    const other = await greenroom.build.company('Other')
    const { id } = await greenroom.build.assessment(other)
    const { cookie } = await signedIn()
    const headers = from('same-origin', cookie)
    expect((await greenroom.request(`/room/v1/assessments/${id}/candidates`, { headers })).status).toBe(404)
  })

  test('until they sign out, which is at once', async () => {
    const { cookie } = await signedIn()
    const headers = from('same-origin', cookie)
    expect((await greenroom.request('/room/v1/session', { headers })).body.email).toBe(company.email)
    const out = await greenroom.request('/room/v1/session', { method: 'DELETE', headers })
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
    expect((await list(headers)).status).toBe(401)
  })

  test('a wrong password and an unknown address are alike, and guessing is stopped', async () => {
    const wrong = await signIn(company.email, 'not the password')
    const unknown = await signIn('nobody@example.com', 'not the password')
    expect(wrong.status).toBe(401)
    expect(unknown.text).toBe(wrong.text)
    for (let guess = 0; guess < 10; guess++) await signIn('guessed@example.com', 'wrong')
    expect((await signIn('guessed@example.com', 'wrong')).status).toBe(429)
  })

  test('a session is no API token, and a token no session', async () => {
    const { cookie } = await signedIn()
    const token = cookie.split('=')[1] ?? ''
    expect((await list({ 'x-api-key': company.apiKey, authorization: token })).status).toBe(401)
    expect((await list(from('same-origin', `__Host-greenroom=${company.token}`))).status).toBe(401)
  })

  test('one address in two companies: the password says which', async () => {
    const { companyId } = await greenroom.build.company('Third')
    const { world } = greenroom.running.app
    const { create } = await import('./users.ts')
    const { contextOf } = await import('../lib/context.ts')
    await create(contextOf(world, { kind: 'system', companyId }), {
      email: company.email,
      password: 'quite another one',
      role: 'reviewer',
    })
    expect((await signIn(company.email, 'quite another one')).body).toMatchObject({ companyName: 'Third' })
    expect((await signIn(company.email, company.password)).body).toMatchObject({ companyName: 'Acme' })
  })
})
