import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { Webhook } from 'standardwebhooks'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { startReceiver } from '../../test/receiver.ts'
import { enterRoom, openRoom } from '../../test/room.ts'
import { take } from '../bounces/bounces.ts'
import { expireDue } from '../invitations/expiry.ts'
import { tidy } from './deliveries.ts'
import { type EventTypeName, eventTypes, payloadOf, typeNames } from './event-types.ts'

const receiver = await startReceiver()
afterAll(receiver.stop)
const clock = { ahead: 0 }
const greenroom = testApp(
  { WEBHOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' },
  { now: () => new Date(Date.now() + clock.ahead) },
)
let company: Company
let paths = 0

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})
beforeEach(() => {
  clock.ahead = 0
  receiver.manner = 200
})

/** A webhook to a path of its own. */
async function webhook(given: object = {}, { api }: Pick<Company, 'api'> = company) {
  const path = `/hook${++paths}`
  const { status, body, text } = await api('/room/v1/webhooks', {
    method: 'POST',
    body: { url: receiver.url + path, ...given },
  })
  if (status !== 200) throw new Error(text)
  const { id, secret } = body as { id: string; secret: string }
  const at = `/room/v1/webhooks/${id}`
  return {
    id,
    secret,
    path,
    got: () => receiver.at(path),
    types: () => receiver.at(path).map(({ body }) => JSON.parse(body).type),
    get: async () => (await api(at)).body,
    edit: (body: object) => api(at, { method: 'PATCH', body }),
    post: (what: string, body: object = {}) => api(`${at}/${what}`, { method: 'POST', body }),
    deliveries: async (query = '') => (await api(`${at}/deliveries${query}`)).body.deliveries,
  }
}

/** What was written to somebody: without a mail server, files. */
async function lettersTo(address: string): Promise<string> {
  const folder = join(greenroom.running.dataDir, 'mail')
  const letters = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))
  const parsed = await Promise.all(letters.map((letter) => simpleParser(letter)))
  return parsed
    .filter(({ to }) => JSON.stringify(to).includes(address))
    .map(({ subject, text }) => `${subject}\n${text}`)
    .join('\n')
}

/** The letter that left last. */
async function sentLetter(uuid: string): Promise<string> {
  const { id } = await greenroom.running.app.world.database.system
    .selectFrom('letter as l')
    .innerJoin('interview as i', 'i.id', 'l.interviewId')
    .select('l.id')
    .where('i.uuid', '=', uuid)
    .where('l.sentAt', 'is not', null)
    .orderBy('l.sentAt', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return id
}

const dayMs = 86_400_000
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000, interval: 50 })

describe('a webhook', () => {
  test('is told what happens, signed so that the standard library verifies it', async () => {
    const hook = await webhook()
    const { id: assessmentId } = await greenroom.build.assessment(company)
    await soon(() => expect(hook.types()).toEqual(['assessment.created']))
    const { body, headers } = hook.got()[0] as { body: string; headers: Record<string, string> }
    expect(new Webhook(hook.secret).verify(body, headers)).toMatchObject({
      type: 'assessment.created',
      data: { assessmentId },
    })
    expect(() => new Webhook(hook.secret).verify(`${body} `, headers)).toThrow('No matching signature')
    expect(headers['content-type']).toBe('application/json')
    const delivered = { id: headers['webhook-id'], state: 'delivered', attempts: 1, lastStatus: 200 }
    await soon(async () => expect(await hook.deliveries()).toMatchObject([delivered]))
  })

  test('hears of a whole interview, by ids and no name', async () => {
    const hook = await webhook()
    const room = await openRoom(greenroom, company, [{ questionType: 'essay' }])
    const { uuid, profileId, assessmentId, questionIds } = room
    await company.api(`/room/v1/assessments/${assessmentId}/invite`, { method: 'POST', body: { interviewIds: [uuid] } })
    await room.api('')
    await room.agree()
    await room.put(`/questions/${questionIds[0]}/written`, { text: 'My words' })
    await room.post('/submit', {})
    await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST', body: {} })
    await room.edit({ outcome: 'Shortlisted' })
    await room.post('/requests', { kind: 'retake', reason: 'Please' })
    await company.api(`/room/v1/candidates/${uuid}/retake`, { method: 'POST', body: {} })
    await room.post('/withdraw', {})
    await company.api(`/room/v1/assessment/${assessmentId}/candidates/${uuid}`, { method: 'DELETE', body: [] })
    const happened = [
      ...['assessment.created', 'candidate.created', 'interview.created', 'interview.invited', 'interview.opened'],
      ...['interview.started', 'interview.answer_uploaded', 'interview.completed', 'interview.shared'],
      ...['interview.decided', 'interview.retake_requested', 'interview.retake_approved', 'interview.withdrawn'],
      ...['interview.deleted', 'candidate.deleted'],
    ]
    // Several are on their way at once: which arrives last is chance.
    await soon(() => expect(hook.types()).toEqual(expect.arrayContaining(happened)))
    const told = hook.got().map(({ body }) => JSON.parse(body))
    for (const { type, data } of told.filter(({ type }) => type.startsWith('interview.')))
      expect(data, type).toMatchObject({ interviewId: uuid, assessmentId, profileId })
    expect(told.find(({ type }) => type === 'interview.decided').data.outcome).toBe('Shortlisted')
    expect(told.find(({ type }) => type === 'interview.answer_uploaded').data.questionId).toBe(questionIds[0])
    expect(JSON.stringify(told)).not.toMatch(/Jane|jane\d|My words|Please/)
  })

  test('can be told of everything there is, each as it is described', async () => {
    const hook = await webhook()
    const { world } = greenroom.running.app
    const questions = [{ questionType: 'video' }, { questionType: 'video' }]
    const settings = { enableReminder: true, maxReminders: 2, expiresAt: String(Date.now() + 3 * dayMs) }
    const room = await openRoom(greenroom, company, questions, settings)
    const other = await enterRoom(greenroom, company, room.assessmentId, room.questionIds)
    const at = `/room/v1/assessments/${room.assessmentId}`
    const send = (path: string, body: object, method = 'POST') => company.api(path, { method, body })
    const done = async (answer: Promise<{ status: number; text: string }>) => {
      const { status, text } = await answer
      expect(status, text).toBe(200)
    }
    await done(send(`${at}/invite`, { interviewIds: [room.uuid, other.uuid] }))
    clock.ahead = 2 * 3_600_000
    await done(send(`${at}/remind`, { interviewIds: [other.uuid] }))
    await done(other.edit({ firstName: 'Another' }))
    await room.agree()
    await room.api('')
    await room.answer(room.questionIds[0])
    await room.answer(room.questionIds[1], Buffer.from('This is no recording, whatever it says of itself.'))
    await soon(() => expect(hook.types()).toEqual(expect.arrayContaining(['media.ready', 'media.failed'])))
    await done(room.post('/submit', {}))
    const mark = { questionId: room.questionIds[0], criterionId: null, mark: 4 }
    await done(send(`/room/v1/candidates/${room.uuid}/review`, { ratings: [mark], advice: 'yes' }, 'PATCH'))
    await done(send(`/room/v1/candidates/${room.uuid}/review/submit`, {}))
    await done(send(`/room/v1/candidates/${room.uuid}/share`, {}))
    await done(room.edit({ outcome: 'Rejected' }))
    await done(room.post('/requests', { kind: 'retake', reason: 'Please' }))
    await done(send(`/room/v1/candidates/${room.uuid}/retake`, {}))
    await done(room.post('/withdraw', {}))
    await soon(async () => expect(await sentLetter(other.uuid)).toBeTruthy())
    await take(world, { letterId: await sentLetter(other.uuid), action: 'failed', status: '5.1.1' } as never)
    clock.ahead = 4 * dayMs
    await expireDue(world)
    await done(send(at, { groupName: 'Renamed' }, 'PATCH'))
    await done(send(at, { closed: true }, 'PATCH'))
    await done(send(`/room/v1/assessment/${room.assessmentId}/candidates/${room.uuid}`, [] as never, 'DELETE'))
    await hook.post('test')
    await soon(() => expect([...new Set(hook.types())].sort()).toEqual([...typeNames].sort()))
    for (const { body } of hook.got()) {
      const told = JSON.parse(body)
      expect([...Value.Errors(payloadOf(told.type), told)], body).toEqual([])
      expect(Object.keys(told.data), body).toEqual(Object.keys(eventTypes[told.type as EventTypeName].data))
    }
  })

  test('hears only of what it asked for, only of its own company, and only from its beginning on', async () => {
    await greenroom.build.assessment(company)
    const stranger = await greenroom.build.company()
    const hook = await webhook({ types: ['interview.created'] })
    const all = await webhook()
    const { id } = await greenroom.build.assessment(company)
    await greenroom.build.candidate(company, id)
    await greenroom.build.assessment(stranger)
    await soon(() => expect(hook.types()).toEqual(['interview.created']))
    await soon(() => expect(all.types()).toEqual(expect.arrayContaining(['assessment.created', 'interview.created'])))
    expect(all.types().filter((type) => type === 'assessment.created')).toHaveLength(1)
  })

  test('is tried again, later and later, by the same id, until it answers', async () => {
    const hook = await webhook({ types: ['assessment.created'] })
    receiver.manners[hook.path] = 500
    await greenroom.build.assessment(company)
    for (const [index, seconds] of [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000].entries()) {
      await soon(async () => expect((await hook.deliveries())[0]).toMatchObject({ attempts: index + 1 }))
      const [{ dueAt }] = await hook.deliveries()
      // It is written down after it arrived, and before it is read here.
      const wait = (moment = Date.now()) => (Date.parse(dueAt) - moment - clock.ahead) / 1000
      expect(wait(hook.got()[index]?.at)).toBeGreaterThanOrEqual(seconds)
      expect(wait()).toBeLessThanOrEqual(seconds * 1.1)
      clock.ahead += (wait() + 1) * 1000
    }
    receiver.manners[hook.path] = 204
    await soon(async () => expect((await hook.deliveries())[0]).toMatchObject({ state: 'delivered', attempts: 9 }))
    expect(new Set(hook.got().map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(hook.got().map(({ body }) => body)).size).toBe(1)
    expect(await hook.get()).toMatchObject({ failingSince: null, enabled: true, waiting: 0 })
  })

  test('is not asked before it says, and not for good after 410', async () => {
    const hook = await webhook({ types: ['assessment.created'] })
    receiver.manners[hook.path] = (response) => response.writeHead(503, { 'retry-after': '900' }).end()
    await greenroom.build.assessment(company)
    await soon(async () => expect((await hook.deliveries())[0]).toMatchObject({ lastStatus: 503 }))
    const [{ dueAt, id }] = await hook.deliveries()
    expect(Date.parse(dueAt) - Date.now()).toBeGreaterThan(890_000)
    receiver.manners[hook.path] = 410
    await company.api(`/room/v1/deliveries/${id}/replay`, { method: 'POST', body: {} })
    await soon(async () => expect(await hook.get()).toMatchObject({ enabled: false, failed: 1 }))
    expect((await hook.get()).disabledBecause).toContain('410')
    const { events } = (await company.api(`/room/v1/events?object=webhook%20${hook.id}`)).body
    expect(events[0]).toMatchObject({ kind: 'webhook.disabled', actor: 'system' })
    await soon(async () =>
      expect(await lettersTo(company.email)).toMatch(/switched off: 127\.0\.0\.1:\d+[\s\S]*answered 410/),
    )
  })

  test('switches itself off when nothing gets through for three days, and is told all it missed when it is on again', async () => {
    const hook = await webhook({ types: ['assessment.created'] })
    receiver.manners[hook.path] = 'reset'
    await greenroom.build.assessment(company)
    for (let tries = 1; tries <= 10; tries++) {
      await soon(async () => expect((await hook.deliveries())[0]).toMatchObject({ attempts: tries }))
      clock.ahead += 27 * 3_600_000
    }
    expect(await hook.get()).toMatchObject({ enabled: false, failed: 1 })
    await greenroom.build.assessment(company)
    await pause(2500)
    expect(hook.got()).toHaveLength(10)
    receiver.manners[hook.path] = 200
    await hook.edit({ enabled: true })
    await soon(() => expect(hook.got()).toHaveLength(11))
    expect((await hook.post('replay')).body).toEqual({ deliveries: 1 })
    await soon(async () =>
      expect((await hook.deliveries()).map(({ state }: { state: string }) => state)).toEqual([
        'delivered',
        'delivered',
      ]),
    )
  })

  test('that moves to another address begins anew there, with what waits', async () => {
    const hook = await webhook({ types: ['assessment.created'] })
    receiver.manners[hook.path] = 500
    await greenroom.build.assessment(company)
    await soon(async () => expect((await hook.deliveries())[0].attempts).toBeGreaterThan(0))
    clock.ahead += 60_000
    await soon(async () => expect((await hook.deliveries())[0].attempts).toBeGreaterThan(1))
    expect((await hook.get()).failingSince).not.toBeNull()
    const moved = `${hook.path}/moved`
    receiver.manners[moved] = 'hang'
    const { body } = await hook.edit({ url: receiver.url + moved })
    expect(body.failingSince).toBeNull()
    await soon(() => expect(receiver.at(moved)).toHaveLength(1))
  })

  test('that is off keeps what waits for it no longer than the log is kept', async () => {
    const hook = await webhook({ types: ['assessment.created'] })
    receiver.manners[hook.path] = 500
    await greenroom.build.assessment(company)
    await soon(async () => expect((await hook.deliveries())[0].attempts).toBeGreaterThan(0))
    await hook.edit({ enabled: false })
    const { world } = greenroom.running.app
    const kept = () =>
      world.database.system.selectFrom('delivery').select('type').where('webhookId', '=', hook.id).execute()
    clock.ahead = 29 * dayMs
    await tidy(world)
    expect(await kept()).toHaveLength(1)
    clock.ahead = 31 * dayMs
    await tidy(world)
    expect(await kept()).toEqual([])
  })

  test('changes its secret without anything being missed', async () => {
    const hook = await webhook({ types: ['assessment.created'] })
    const { secret, formerSecretUntil } = (await hook.post('rotate')).body
    expect(Date.parse(formerSecretUntil) - Date.now()).toBeGreaterThan(86_000_000)
    const verify = (by: string, index: number) => {
      const { body, headers } = hook.got()[index] as { body: string; headers: Record<string, string> }
      return new Webhook(by).verify(body, headers)
    }
    await greenroom.build.assessment(company)
    await soon(() => expect(hook.got()).toHaveLength(1))
    for (const by of [hook.secret, secret]) expect(verify(by, 0)).toMatchObject({ type: 'assessment.created' })
    await greenroom.running.app.world.database
      .of(company.companyId)
      .updateTable('webhook')
      .set({ formerUntil: new Date() })
      .where('id', '=', hook.id)
      .execute()
    await greenroom.build.assessment(company)
    await soon(() => expect(hook.got()).toHaveLength(2))
    expect(verify(secret, 1)).toBeTruthy()
    expect(() => verify(hook.secret, 1)).toThrow('No matching signature')
  })

  test('is tested at once, on or off, and says what came of it', async () => {
    const hook = await webhook()
    await hook.edit({ enabled: false })
    const { body } = await hook.post('test')
    expect(body).toMatchObject({ type: 'webhook.test', state: 'delivered', tried: [{ status: 200 }] })
    expect(body.tried[0].answer).toBe('Said by the receiver')
    receiver.manners[hook.path] = 500
    expect((await hook.post('test')).body).toMatchObject({ state: 'failed', tried: [{ status: 500, error: null }] })
    expect(await hook.get()).toMatchObject({ failed: 0, failingSince: null })
    for (let tests = 2; tests < 10; tests++) await hook.post('test')
    expect((await hook.post('test')).status).toBe(429)
  })

  test("is the owners', and another company's does not exist", async () => {
    const hook = await webhook()
    const stranger = await greenroom.build.company()
    const [delivery] = [(await hook.post('test')).body]
    const ways = (api: Company['api']) => [
      api(`/room/v1/webhooks/${hook.id}`),
      api(`/room/v1/webhooks/${hook.id}`, { method: 'PATCH', body: { enabled: false } }),
      api(`/room/v1/webhooks/${hook.id}`, { method: 'DELETE' }),
      ...['rotate', 'test', 'replay'].map((what) =>
        api(`/room/v1/webhooks/${hook.id}/${what}`, { method: 'POST', body: {} }),
      ),
      api(`/room/v1/webhooks/${hook.id}/deliveries`),
      api(`/room/v1/deliveries/${delivery.id}`),
      api(`/room/v1/deliveries/${delivery.id}/replay`, { method: 'POST', body: {} }),
    ]
    for (const answer of await Promise.all(ways(stranger.api))) expect(answer.status).toBe(404)
    for (const role of ['recruiter', 'reviewer'] as const) {
      const { api } = await company.user(role)
      for (const answer of await Promise.all(ways(api))) expect(answer.status).toBe(403)
    }
    expect((await hook.get()).enabled).toBe(true)
  })

  test('keeps its secret sealed', async () => {
    const { secret } = await webhook()
    const rows = await greenroom.running.app.world.database.system.selectFrom('webhook').selectAll().execute()
    const stored = rows.map(({ secret }) => secret.toString('latin1')).join()
    expect(stored).not.toContain(secret.slice(6))
    expect(stored).not.toContain(Buffer.from(secret.slice(6), 'base64').toString('latin1'))
    expect(JSON.stringify((await company.api('/room/v1/webhooks')).body)).not.toContain('whsec_')
  })
})
