import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { LetterRefused, type Letters } from '../lib/mail.ts'
import * as userLinks from './user-links.ts'

const clock = { ahead: 0 }
const greenroom = testApp({}, { now: () => new Date(Date.now() + clock.ahead) })
const { request, build } = greenroom
let company: Company

beforeAll(async () => {
  company = await build.company('Acme <b>')
})

let made = 0
const newAddress = () => `colleague${++made}@example.com`
const post = (path: string, body: object) => request(path, { method: 'POST', body })
const invite = (api: Company['api'], email: string, role = 'recruiter') =>
  api('/room/v1/users', { method: 'POST', body: { email, role } })
const edit = (api: Company['api'], userId: number, body: object) =>
  api(`/room/v1/users/${userId}`, { method: 'PATCH', body })
const tokenIn = (link: string) => link.split('/').at(-1) ?? ''
const cookieOf = (headers: Record<string, unknown>) => String(headers['set-cookie']).split(';')[0] as string
const asPage = (cookie: string) => ({ cookie, 'sec-fetch-site': 'same-origin' })

/** What stands in the folder of letters for somebody. */
async function lettersTo(email: string): Promise<ParsedMail[]> {
  const folder = join(greenroom.running.dataDir, 'mail')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'))
  const letters = await Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))))
  return letters.filter(({ to }) => [to].flat().some((each) => each?.text === email))
}

async function joined(role = 'recruiter', of = company) {
  const email = newAddress()
  const { link, userId } = (await invite(of.api, email, role)).body
  const answer = await post('/room/v1/arrivals', { token: tokenIn(link), password: 'a long password', name: 'Ada' })
  return { email, userId, link, cookie: cookieOf(answer.headers), answer }
}

describe('a colleague', () => {
  test('is invited by a letter, chooses a password once, and is in', async () => {
    const { email, link, answer, cookie } = await joined('reviewer')
    expect(answer.body).toMatchObject({ email, role: 'reviewer', name: 'Ada', companyName: 'Acme <b>' })
    const me = await request('/room/v1/session', { headers: asPage(cookie) })
    expect(me.body).toMatchObject({ email, role: 'reviewer' })
    expect((await post('/room/v1/arrivals', { token: tokenIn(link), password: 'another one' })).status).toBe(410)
    expect((await post('/room/v1/welcomes', { token: tokenIn(link) })).status).toBe(410)
    expect((await post('/room/v1/session', { email, password: 'a long password' })).status).toBe(200)
  })

  test('finds the link of the answer in the letter, and the company’s name as words', async () => {
    const email = newAddress()
    const { link } = (await invite(company.api, email)).body
    await expect.poll(() => lettersTo(email)).toHaveLength(1)
    const [letter] = await lettersTo(email)
    expect(letter?.text).toContain(link)
    expect(letter?.html).toContain(`href="${link}"`)
    expect(letter?.html).toContain('<p>Acme &#60;b&#62; would like')
  })

  test('gets letters in the language chosen for them, then in their own', async () => {
    const email = newAddress()
    const { link } = (
      await company.api('/room/v1/users', { method: 'POST', body: { email, role: 'owner', language: 'de' } })
    ).body
    const subjects = async (to: string) => (await lettersTo(to)).map(({ subject }) => subject).sort()
    await expect.poll(() => subjects(email)).toEqual(['Acme <b> lädt Sie zu Greenroom ein'])
    const answer = await post('/room/v1/arrivals', { token: tokenIn(link), password: 'a long password' })
    const page = (path: string, method: string, body: object) =>
      request(path, { method, body, headers: asPage(cookieOf(answer.headers)) })
    expect((await page('/room/v1/account/notices', 'PATCH', { language: 'ar' })).body.language).toBe('ar')

    await post('/room/v1/password-resets', { email })
    await expect.poll(() => subjects(email)).toContain('كلمة مرور جديدة لـ Greenroom')
    const [reset] = (await lettersTo(email)).filter(({ subject }) => subject?.startsWith('كلمة'))
    expect(reset?.html).toContain('<html lang="ar" dir="rtl">')
    const colleague = newAddress()
    await page('/room/v1/users', 'POST', { email: colleague, role: 'reviewer' })
    await expect.poll(() => subjects(colleague)).toEqual(['تدعوك \u2068Acme <b>\u2069 إلى Greenroom'])
  })

  test('has a link that ends after seven days, and when a newer one is sent', async () => {
    const first = (await invite(company.api, newAddress())).body
    const again = await company.api(`/room/v1/users/${first.userId}/invite`, { method: 'POST', body: {} })
    const welcome = async (link: string) => (await post('/room/v1/welcomes', { token: tokenIn(link) })).status
    expect(await welcome(first.link)).toBe(410)
    expect(await welcome(again.body.link)).toBe(200)
    clock.ahead = 8 * 86_400_000
    expect(await welcome(again.body.link)).toBe(410)
    clock.ahead = 0
  })

  test('who was only invited has no password to sign in with', async () => {
    const email = newAddress()
    await invite(company.api, email)
    for (const password of ['', 'x', 'a long password'])
      expect((await post('/room/v1/session', { email, password })).status).toBe(401)
  })

  test('of two who use one link at once, one is in', async () => {
    const { link } = (await invite(company.api, newAddress())).body
    const arrive = (password: string) => post('/room/v1/arrivals', { token: tokenIn(link), password })
    const answers = await Promise.all(['password one', 'password two', 'password three'].map(arrive))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  })

  test('who has joined has no link that an owner could use in their name', async () => {
    const { userId } = await joined()
    const again = await company.api(`/room/v1/users/${userId}/invite`, { method: 'POST', body: {} })
    expect(again.status).toBe(409)
    expect(again.text).not.toContain('welcome')
  })

  test('is sent the letter again by whoever takes over from a worker that died, and none for a link that is over', async () => {
    const sent: string[] = []
    const { world } = greenroom.running.app
    const send = () => sendLater(async ({ to }) => void sent.push(to))
    const { userId } = (await invite(company.api, newAddress())).body
    const ofUser = world.database.system.updateTable('userLink').where('userId', '=', userId)
    // Once the real worker is through with it.
    await expect.poll(async () => (await linksOf(userId))[0]?.sentAt, { timeout: 30_000 }).toBeTruthy()
    await ofUser.set({ sentAt: null, dueAt: inMinutes(30) }).execute()
    await Promise.all([send(), send()])
    await send()
    expect(sent).toHaveLength(1)
    await company.api(`/room/v1/users/${userId}/invite`, { method: 'POST', body: {} })
    await expect.poll(async () => (await linksOf(userId))[1]?.sentAt, { timeout: 30_000 }).toBeTruthy()
    await ofUser
      .set({ sentAt: null, dueAt: inMinutes(30) })
      .where('usedAt', 'is not', null)
      .execute()
    await send()
    expect(sent).toHaveLength(1)
  })

  test('is shown not to have got a letter that was refused, until they are sent another', async () => {
    const { world } = greenroom.running.app
    const { userId } = (await invite(company.api, newAddress())).body
    await expect.poll(async () => (await linksOf(userId))[0]?.sentAt, { timeout: 30_000 }).toBeTruthy()
    const own = world.database.system.updateTable('userLink').where('userId', '=', userId)
    await own.set({ sentAt: null, dueAt: inMinutes(30) }).execute()
    await sendLater(() => Promise.reject(new LetterRefused('The address was refused (550)')))
    const failure = async () =>
      (await company.api('/room/v1/users')).body.find((user: { userId: number }) => user.userId === userId).failure
    expect(await failure()).toBe('The address was refused (550)')
    await company.api(`/room/v1/users/${userId}/invite`, { method: 'POST', body: {} })
    expect(await failure()).toBeNull()
  })

  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

  /** As another worker does, whose clock is an hour ahead: what is due by then is left to it by the real one. */
  const sendLater = (send: Letters['send']) => {
    const { world } = greenroom.running.app
    const other = { ...world, letters: { ...world.letters, send }, now: () => inMinutes(60) }
    return userLinks.sendLinks(other, new AbortController().signal)
  }

  const linksOf = (userId: number) =>
    greenroom.running.app.world.database.system
      .selectFrom('userLink')
      .selectAll()
      .where('userId', '=', userId)
      .orderBy('createdAt')
      .execute()

  test('keeps the link they were sent, whoever says they have forgotten a password', async () => {
    const email = newAddress()
    const { link, userId } = (await invite(company.api, email)).body
    await post('/room/v1/password-resets', { email })
    const forgotten = `/room/v1/events?kind=user.password_forgotten&object=user%20${userId}`
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await company.api(forgotten)).body.events).toEqual([])
    expect((await post('/room/v1/welcomes', { token: tokenIn(link) })).status).toBe(200)
  })

  test('who is disabled is out at once, with the session they have', async () => {
    const { userId, cookie, email } = await joined()
    expect((await edit(company.api, userId, { disabled: true })).status).toBe(200)
    expect((await request('/room/v1/session', { headers: asPage(cookie) })).status).toBe(401)
    expect((await post('/room/v1/session', { email, password: 'a long password' })).status).toBe(401)
    await edit(company.api, userId, { disabled: false })
    expect((await request('/room/v1/session', { headers: asPage(cookie) })).status).toBe(401)
    expect((await post('/room/v1/session', { email, password: 'a long password' })).status).toBe(200)
  })

  test('gets another role, and may what that may from the next request', async () => {
    const { userId, cookie } = await joined('reviewer')
    const make = () =>
      request('/room/v1/assessments', { method: 'POST', body: { groupName: 'x' }, headers: asPage(cookie) })
    expect((await make()).status).toBe(403)
    await edit(company.api, userId, { role: 'recruiter' })
    expect((await make()).status).toBe(200)
  })

  test('is invited, changed and read about by those who may, in their own company', async () => {
    const { userId } = await joined()
    for (const role of ['recruiter', 'reviewer'] as const) {
      const { api } = await company.user(role)
      expect((await invite(api, newAddress())).status).toBe(403)
      expect((await edit(api, userId, { role: 'owner' })).status).toBe(403)
      expect((await api('/room/v1/users')).status).toBe(200)
      expect((await api('/room/v1/api-keys')).status).toBe(403)
    }
    const stranger = await build.company()
    expect((await edit(stranger.api, userId, { disabled: true })).status).toBe(404)
    expect((await stranger.api(`/room/v1/users/${userId}/invite`, { method: 'POST', body: {} })).status).toBe(404)
    expect((await stranger.api('/room/v1/users')).body).toHaveLength(1)
  })

  test('with an account already is not invited again', async () => {
    const { email } = await joined()
    expect((await invite(company.api, email.toUpperCase())).status).toBe(422)
  })
})

test('the last owner stays one, also when two take each other’s place at once', async () => {
  const mine = await build.company()
  const [{ userId }] = (await mine.api('/room/v1/users')).body
  expect((await edit(mine.api, userId, { role: 'recruiter' })).body.error.code).toBe('LAST_OWNER')
  expect((await edit(mine.api, userId, { disabled: true })).status).toBe(409)
  const second = await mine.user('owner')
  const answers = await Promise.all([
    edit(mine.api, second.userId, { role: 'reviewer' }),
    edit(second.api, userId, { role: 'reviewer' }),
  ])
  expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200])
  const roles = await greenroom.running.app.world.database
    .of(mine.companyId)
    .selectFrom('user')
    .select('role')
    .execute()
  expect(roles.filter(({ role }) => role === 'owner').length).toBeGreaterThan(0)
})

test('an owner who is put out while they ask changes nobody any more', async () => {
  const mine = await build.company()
  const second = await mine.user('owner')
  const third = await mine.user('owner')
  const { database } = greenroom.running.app.world
  let asking: ReturnType<typeof edit> | undefined
  await database.system.transaction().execute(async (db) => {
    await db.updateTable('user').set({ disabledAt: new Date() }).where('id', '=', second.userId).execute()
    asking = edit(second.api, third.userId, { disabled: true })
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  expect((await asking)?.status).toBe(403)
  const { body } = await mine.api('/room/v1/users')
  expect(body.find(({ userId }: { userId: number }) => userId === third.userId).disabledAt).toBeNull()
})

test('when somebody last signed in is known also after they signed out', async () => {
  const { userId, cookie } = await joined()
  await request('/room/v1/session', { method: 'DELETE', headers: asPage(cookie) })
  const { body } = await company.api('/room/v1/users')
  const { lastSignedInAt } = body.find((member: { userId: number }) => member.userId === userId)
  expect(Date.now() - Date.parse(lastSignedInAt)).toBeLessThan(60_000)
})

test('an owner who has not come yet is no owner to leave a company to', async () => {
  const mine = await build.company()
  const [{ userId }] = (await mine.api('/room/v1/users')).body
  await invite(mine.api, newAddress(), 'owner')
  expect((await edit(mine.api, userId, { role: 'reviewer' })).body.error.code).toBe('LAST_OWNER')
})

describe('a password', () => {
  const change = (headers: Record<string, string>, oldPassword: string, password = 'a newer password') =>
    request('/room/v1/account/password', { method: 'POST', body: { oldPassword, password }, headers })

  test('is changed by who knows it, and ends every other session and token', async () => {
    const { email, cookie } = await joined()
    const other = cookieOf((await post('/room/v1/session', { email, password: 'a long password' })).headers)
    const { headers } = await build.signIn(company.apiKey, email, 'a long password')
    expect((await change(asPage(cookie), 'not it')).status).toBe(422)
    expect((await change(asPage(cookie), 'a long password')).status).toBe(200)
    const statuses = [asPage(cookie), asPage(other), headers].map(
      async (each) => (await request('/room/v1/session', { headers: each })).status,
    )
    expect(await Promise.all(statuses)).toEqual([200, 401, 401])
    expect((await post('/room/v1/session', { email, password: 'a newer password' })).status).toBe(200)
  })

  test('that is changed while it is checked lets nobody in: their session would outlive the change', async () => {
    const { email, userId } = await joined()
    const { database } = greenroom.running.app.world
    let entering: ReturnType<typeof post> | undefined
    await database.system.transaction().execute(async (db) => {
      const own = db.updateTable('user').where('id', '=', userId)
      await own.set({ name: 'Held' }).execute()
      entering = post('/room/v1/session', { email, password: 'a long password' })
      await new Promise((resolve) => setTimeout(resolve, 300))
      await own.set({ passwordHash: 'another' }).execute()
      await db.deleteFrom('session').where('userId', '=', userId).execute()
    })
    expect((await entering)?.status).toBe(401)
    const left = await database.system.selectFrom('session').select('hash').where('userId', '=', userId).execute()
    expect(left).toEqual([])
  })

  test('that was forgotten is chosen anew by a link; who has no account is told the same', async () => {
    const { email, userId } = await joined()
    const forget = (email: string) => post('/room/v1/password-resets', { email })
    const [known, unknown] = [await forget(email), await forget('nobody@example.com')]
    expect(known.text).toBe(unknown.text)
    const links = () =>
      greenroom.running.app.world.database.system
        .selectFrom('userLink')
        .selectAll()
        .where('kind', '=', 'reset')
        .where('userId', '=', userId)
        .execute()
    await expect.poll(async () => (await links()).length).toBe(1)
    for (let asked = 1; asked < 10; asked++) await forget(email)
    expect((await forget(email)).status).toBe(429)
  })
})

test('a link for a new password lasts though a stranger asks for another, and one used ends them all', async () => {
  const { email, userId } = await joined()
  const { world } = greenroom.running.app
  const links = () =>
    world.database.system
      .selectFrom('userLink')
      .select('id')
      .where('userId', '=', userId)
      .where('kind', '=', 'reset')
      .orderBy('createdAt')
      .execute()
  for (const asked of [1, 2]) {
    await post('/room/v1/password-resets', { email })
    await expect.poll(async () => (await links()).length).toBe(asked)
  }
  const [first, second] = (await links()).map(({ id }) => tokenIn(userLinks.addressOf(world, id)))
  const choose = (token = '') => post('/room/v1/arrivals', { token, password: 'a newer password' })
  expect((await choose(first)).status).toBe(200)
  expect((await choose(second)).status).toBe(410)
})

describe('an API key', () => {
  const keys = async () => (await company.api('/room/v1/api-keys')).body
  const token = (key: string) =>
    request('/room/v1/token', {
      method: 'POST',
      body: { email: company.email, password: company.password },
      headers: { 'x-api-key': key },
    })

  test('is shown once, used, rotated and revoked', async () => {
    const { id, key } = (await company.api('/room/v1/api-keys', { method: 'POST', body: { name: 'ATS' } })).body
    expect((await token(key)).status).toBe(200)
    expect(JSON.stringify(await keys())).not.toContain(key)
    const rotated = (await company.api(`/room/v1/api-keys/${id}/rotate`, { method: 'POST', body: {} })).body
    expect((await token(key)).status).toBe(401)
    expect((await token(rotated.key)).status).toBe(200)
    await company.api(`/room/v1/api-keys/${rotated.id}`, { method: 'DELETE' })
    expect((await token(rotated.key)).status).toBe(401)
    const mine = (await keys()).filter(({ name }: { name: string }) => name === 'ATS')
    expect(mine.every(({ revokedAt }: { revokedAt: string | null }) => revokedAt !== null)).toBe(true)
  })

  test('tells when it was last used, and writes that once an hour', async () => {
    const lastUsedAt = async () => (await keys())[0].lastUsedAt
    await expect.poll(lastUsedAt).not.toBeNull()
    const first = await lastUsedAt()
    clock.ahead = 30 * 60_000
    await keys()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await lastUsedAt()).toBe(first)
    clock.ahead = 61 * 60_000
    await expect.poll(lastUsedAt).not.toBe(first)
    clock.ahead = 0
  })
})

test('a company is renamed by its owner, and tries its letters', async () => {
  const mine = await build.company('Before')
  const rename = (api: Company['api']) => api('/room/v1/company', { method: 'PATCH', body: { name: 'After' } })
  expect((await rename((await mine.user('recruiter')).api)).status).toBe(403)
  await rename(mine.api)
  expect((await mine.api('/room/v1/company')).body).toEqual({ timeZone: 'UTC', name: 'After', letters: 'folder' })
  const put = (body: object) => mine.api('/room/v1/company', { method: 'PATCH', body })
  expect((await put({ timeZone: 'Mars/Olympus' })).status).toBe(422)
  expect((await put({ timeZone: '+02:00' })).status).toBe(422)
  expect((await put({ timeZone: 'Asia/Kolkata', id: 1, digestedAt: null })).status).toBe(200)
  const zoned = { timeZone: 'Asia/Kolkata', name: 'After', letters: 'folder' }
  expect((await mine.api('/room/v1/company')).body).toEqual(zoned)
  expect((await mine.api('/room/v1/company/test-letter', { method: 'POST', body: {} })).body).toEqual({
    to: mine.email,
  })
})
