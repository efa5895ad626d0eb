import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { dataKeyOf } from '../src/candidates/candidates.ts'
import type { EventKind } from '../src/events/kinds.ts'
import { unsubscribeLink } from '../src/invitations/unsubscribe-token.ts'
import { contextOf } from '../src/lib/context.ts'
import { keyFor } from '../src/lib/vault.ts'
import { contentDigest } from '../src/room/digest.ts'
import { type Received, testApp } from './app.ts'
import type { Company } from './builders.ts'
import { enterRoom, openRoom, type TestRoom } from './room.ts'
import { openShare } from './share.ts'

const clock = { ahead: 0 }
const greenroom = testApp({}, { now: () => new Date(Date.now() + clock.ahead) })
const still = await readFile(join(import.meta.dirname, '../src/pictures/fixtures/40x30.jpg'))
const binary = { 'content-type': 'application/octet-stream' }
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

/** What is no change and no viewing, or only a part of one; each with its reason. */
const withoutEvent: Record<string, string> = {
  'GET /room/v1/session': 'who one is oneself',
  'GET /room/v1/users': 'colleagues, no candidate',
  'GET /room/v1/api-keys': 'without what makes them keys',
  'GET /room/v1/company': 'no candidate',
  'GET /room/v1/webhooks': 'no candidate, and without their secrets',
  'GET /room/v1/webhooks/:id': 'no candidate, and without its secret',
  'GET /room/v1/webhooks/:id/deliveries': 'what was sent of events that stand here already',
  'GET /room/v1/deliveries/:id': 'what was sent of an event that stands here already',
  'GET /room/v1/assessments': 'no candidate',
  'GET /room/v1/overview': 'counts',
  'GET /room/v1/analytics': 'counts',
  'GET /room/v1/assessments/:id': 'no candidate',
  'GET /room/v1/assessments/:id/questions': 'no candidate',
  'GET /room/v1/assessments/:id/preview': 'no candidate',
  'GET /room/v1/assessments/:id/letters/preview': 'no candidate',
  'GET /room/v1/assessments/:id/letters/preview/:kind': 'no candidate',
  'GET /room/v1/library': 'no candidate',
  'GET /room/v1/rating-criteria': 'no candidate',
  'GET /room/v1/assessments/:id/candidates':
    'a list is read every minute, also by programs; what it leads to is viewed',
  'GET /room/v1/assessments/:id/letters': 'a part of that list',
  'GET /room/v1/assessments/:id/requests': 'a part of that list',
  'GET /room/v1/assessments/:id/review-queue': 'a part of that list',
  'GET /room/v1/candidates/:id/share': 'whether there is a link',
  'GET /room/v1/candidates/:id/reviews': 'what colleagues think; looking before one’s own is in is an event',
  'GET /room/v1/events': 'holds no candidate',
  'GET /room/v1/events/chain': 'holds no candidate',
  'POST /room/v1/company/test-letter': 'a letter to oneself, which changes nothing',
  'GET /room/v1/account/notices': 'no candidate',
  'PATCH /room/v1/account/notices': 'which letters one gets oneself',
  'GET /room/v1/account/notices/preview': 'no candidate',
  'GET /room/v1/account/notices/preview/:kind': 'no candidate',
  'POST /room/v1/welcomes': 'whom a link welcomes',
  'POST /room/v1/media/:segmentId/copy': 'makes playable what is viewed next',
  'POST /share/v1/media/:segmentId/copy': 'makes playable what was opened',
  'GET /share/v1': 'within the pass that opening gave',
  'GET /share/v1/files/:questionId': 'within the pass that opening gave',
  'GET /share/v1/media/:segmentId': 'within the pass that opening gave',
  'PUT /interview/v1/segments/:id': 'a part of a take',
  'PUT /interview/v1/segments/:id/chunks/:index': 'a part of a take',
  'POST /interview/v1/segments/:id/seal': 'a part of a take',
  'PUT /interview/v1/segments/:id/poster': 'a part of a take',
  'POST /interview/v1/segments/:id/copy': 'a part of a take',
  'GET /interview/v1/segments/:id': 'their own',
  'GET /interview/v1/takes/:id': 'their own',
  'PUT /interview/v1/probe': 'thrown away',
}

const seen = new Set<string>()

async function countOf(kind: EventKind): Promise<number> {
  const { database } = greenroom.running.app.world
  const rows = await database.of(company.companyId).selectFrom('event').select('id').where('kind', '=', kind).execute()
  return rows.length
}

/** Does it, and finds that so many events of a kind came of it. */
async function event(operation: string, kind: EventKind, act: () => Promise<Received>, times = 1): Promise<Received> {
  seen.add(operation)
  const before = await countOf(kind)
  const answer = await act()
  expect(answer.status, `${operation}: ${answer.text}`).toBe(200)
  await vi.waitFor(async () => expect((await countOf(kind)) - before, `${operation} is ${kind}`).toBe(times), 30_000)
  return answer
}

const send = (method: string, path: string, body: object = {}, by: Pick<Company, 'api'> = company) =>
  by.api(path, { method, body })

/** Minutes later, so that it is another viewing. */
const viewed = (operation: string, path: string) => {
  clock.ahead += 6 * 60_000
  return event(operation, 'interview.viewed', () => company.api(path))
}

test('everything people of the company change of the house is one event', async () => {
  const credentials = { email: company.email, password: company.password }
  const entered = await event('POST /room/v1/session', 'user.signed_in', () =>
    greenroom.request('/room/v1/session', { method: 'POST', body: credentials }),
  )
  const page = {
    cookie: String(entered.headers['set-cookie']).split(';')[0] as string,
    'sec-fetch-site': 'same-origin',
  }
  await event('DELETE /room/v1/session', 'user.signed_out', () =>
    greenroom.request('/room/v1/session', { method: 'DELETE', headers: page }),
  )

  const email = 'colleague@example.com'
  const invite = { email, role: 'reviewer' }
  const made = await event('POST /room/v1/users', 'user.invited', () => send('POST', '/room/v1/users', invite))
  const user = `/room/v1/users/${made.body.userId}`
  const again = await event('POST /room/v1/users/:id/invite', 'user.invited', () => send('POST', `${user}/invite`))
  const token = again.body.link.split('/').at(-1)
  const arrival = { token, password: 'a long password', name: 'Rita' }
  await event('POST /room/v1/arrivals', 'user.joined', () =>
    greenroom.request('/room/v1/arrivals', { method: 'POST', body: arrival }),
  )
  const role = { role: 'recruiter' }
  await event('PATCH /room/v1/users/:id', 'user.role_changed', () => send('PATCH', user, role))
  await event('PATCH /room/v1/users/:id', 'user.disabled', () => send('PATCH', user, { disabled: true }))
  await event('PATCH /room/v1/users/:id', 'user.enabled', () => send('PATCH', user, { disabled: false }))
  await event('POST /room/v1/password-resets', 'user.password_forgotten', () =>
    greenroom.request('/room/v1/password-resets', { method: 'POST', body: { email } }),
  )
  await event('PATCH /room/v1/account', 'user.renamed', () => send('PATCH', '/room/v1/account', { name: 'Olga' }))
  const passwords = { oldPassword: company.password, password: company.password }
  await event('POST /room/v1/account/password', 'user.password_changed', () =>
    send('POST', '/room/v1/account/password', passwords),
  )
  const headers = { 'x-api-key': company.apiKey }
  const signIn = await event('POST /room/v1/token', 'user.signed_in', () =>
    greenroom.request('/room/v1/token', { method: 'POST', body: credentials, headers }),
  )
  const signed = { ...headers, authorization: signIn.body.id as string }
  company = {
    ...company,
    api: (path, sent = {}) => greenroom.request(path, { ...sent, headers: { ...signed, ...sent.headers } }),
  }

  const keys = '/room/v1/api-keys'
  const key = await event('POST /room/v1/api-keys', 'key.created', () => send('POST', keys, { name: 'ATS' }))
  const rotated = await event('POST /room/v1/api-keys/:id/rotate', 'key.revoked', () =>
    send('POST', `${keys}/${key.body.id}/rotate`),
  )
  await event('DELETE /room/v1/api-keys/:id', 'key.revoked', () =>
    company.api(`${keys}/${rotated.body.id}`, { method: 'DELETE' }),
  )
  await event('PATCH /room/v1/company', 'company.updated', () => send('PATCH', '/room/v1/company', { name: 'Acme' }))
  await event('GET /room/v1/events/export', 'audit.exported', () => company.api('/room/v1/events/export'))
  const numbers = '/room/v1/analytics/export'
  await event(`GET ${numbers}`, 'analytics.exported', () => company.api(numbers))
})

test('everything that is prepared for candidates is one event', async () => {
  const made = await event('POST /room/v1/assessments', 'assessment.created', () =>
    send('POST', '/room/v1/assessments', { groupName: 'Sales' }),
  )
  const path = `/room/v1/assessments/${made.body.id}`
  await event('PATCH /room/v1/assessments/:id', 'assessment.updated', () => send('PATCH', path, { closed: false }))
  await event('POST /room/v1/assessments/:id/duplicate', 'assessment.created', () => send('POST', `${path}/duplicate`))
  await event('POST /room/v1/pictures', 'picture.added', () =>
    company.api('/room/v1/pictures', { method: 'POST', raw: still, headers: binary }),
  )
  const asked = await event('POST /room/v1/assessments/:id/question', 'question.created', () =>
    send('POST', `${path}/question`),
  )
  const question = `/room/v1/questions/${asked.body.id}`
  await event('PATCH /room/v1/questions/:id', 'question.updated', () => send('PATCH', question, { question: 'Why?' }))
  await event('DELETE /room/v1/questions/:id', 'question.removed', () => company.api(question, { method: 'DELETE' }))
  const kept = await event('POST /room/v1/library', 'library.added', () => send('POST', '/room/v1/library'))
  await event('PATCH /room/v1/library/:id', 'library.updated', () => send('PATCH', `/room/v1/library/${kept.body.id}`))
  const criteria = '/room/v1/rating-criteria'
  const marked = await event('POST /room/v1/rating-criteria', 'criterion.created', () => send('POST', criteria))
  await event('PATCH /room/v1/rating-criteria/:id', 'criterion.updated', () =>
    send('PATCH', `${criteria}/${marked.body.id}`),
  )

  const jane = { emailAddress: 'jane@example.com' }
  const added = await event('POST /room/v1/assessments/:id/candidate', 'interview.created', () =>
    send('POST', `${path}/candidate`, jane),
  )
  const [{ interviewId, profileId }] = added.body
  await event('PATCH /room/v1/assessments/:id/candidate/:pid', 'interview.decided', () =>
    send('PATCH', `${path}/candidate/${profileId}`, { outcome: 'Shortlisted' }),
  )
  await event('PATCH /room/v1/assessments/:id/candidate/:pid', 'interview.updated', () =>
    send('PATCH', `${path}/candidate/${profileId}`, { firstName: 'Jane' }),
  )
  const interviewIds = [interviewId]
  await event('POST /room/v1/assessments/:id/invite', 'interview.invited', () =>
    send('POST', `${path}/invite`, { interviewIds }),
  )
  clock.ahead += 2 * 3_600_000
  await event('POST /room/v1/assessments/:id/remind', 'interview.reminded', () =>
    send('POST', `${path}/remind`, { interviewIds }),
  )
  const link = await unsubscribing()
  const press = (path: string) => () => greenroom.request(path, { method: 'POST' })
  await event('POST /unsubscribe/:token', 'interview.unsubscribed', press(link))
  await event('POST /unsubscribe/:token/undo', 'interview.resubscribed', press(`${link}/undo`))
  const candidates = [{ emailAddress: 'ann@example.com' }, { emailAddress: 'bob@example.com' }]
  const many = '/room/v1/assessments/:id/candidates'
  const bring = () => send('POST', `${path}/candidates/import`, { candidates })
  await event(`POST ${many}/import`, 'interview.created', bring, 2)
  await event(`POST ${many}/export`, 'candidates.exported', () => send('POST', `${path}/candidates/export`))
  await event('DELETE /room/v1/assessment/:id/candidates/:vid', 'interview.deleted', () =>
    company.api(`/room/v1/assessment/${made.body.id}/candidates/${interviewId}`, { method: 'DELETE', body: [] }),
  )
})

test('everything a candidate does is one event, and so is everything that is seen of it', async () => {
  const questions = [{}, { questionType: 'essay' }, { questionType: 'file' }]
  const room = await openRoom(greenroom, company, questions)
  const [video, essay, file] = room.questionIds
  await event('GET /interview/v1', 'interview.opened', () => room.api(''))
  await event('POST /interview/v1/consent', 'interview.consented', () => room.agree())
  await event('POST /interview/v1/requests', 'interview.time_requested', () =>
    room.post('/requests', { kind: 'time', reason: 'A broken arm' }),
  )
  const { segmentId } = await recorded(room, video)
  await event('PUT /interview/v1/questions/:id/written', 'interview.answered', () =>
    room.put(`/questions/${essay}/written`, { text: 'Because.' }),
  )
  const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')
  await event('PUT /interview/v1/questions/:id/file', 'interview.answered', async () =>
    room.api(`/questions/${file}/file`, {
      method: 'PUT',
      raw: pdf,
      headers: { ...binary, 'content-digest': await contentDigest(new Uint8Array(pdf)), 'x-file-name': 'cv.pdf' },
    }),
  )
  await event('POST /interview/v1/submit', 'interview.submitted', () => room.post('/submit', {}))

  const path = `/room/v1/candidates/${room.uuid}`
  await vi.waitFor(async () => expect(await countOf('media.ready')).toBe(1), 20_000)
  await viewed('GET /room/v1/candidates/:id/answers', `${path}/answers`)
  await viewed('GET /room/v1/candidates/:id/video', `${path}/video`)
  await viewed('GET /room/v1/candidates/:id/poster', `${path}/poster`)
  await viewed('GET /room/v1/candidates/:id/files/:questionId', `${path}/files/${file}`)
  await viewed('GET /room/v1/media/:segmentId', `/room/v1/media/${segmentId}`)
  await event('GET /room/v1/media/:segmentId/raw', 'media.downloaded', () =>
    company.api(`/room/v1/media/${segmentId}/raw`),
  )

  await event('PATCH /room/v1/candidates/:id/review', 'review.rated', () =>
    send('PATCH', `${path}/review`, { ratings: [{ questionId: essay, criterionId: null, mark: 4 }], advice: 'yes' }),
  )
  const said = await event('POST /room/v1/candidates/:id/comments', 'review.commented', () =>
    send('POST', `${path}/comments`, { text: 'Clear' }),
  )
  await event('DELETE /room/v1/comments/:id', 'review.comment_removed', () =>
    company.api(`/room/v1/comments/${said.body.commentId ?? said.body.id}`, { method: 'DELETE' }),
  )
  await event('POST /room/v1/candidates/:id/review/submit', 'review.submitted', () =>
    send('POST', `${path}/review/submit`),
  )

  const shared = await event('POST /room/v1/candidates/:id/share', 'interview.shared', () =>
    send('POST', `${path}/share`),
  )
  await event('POST /share/v1/views', 'interview.viewed', async () => {
    const { opened } = await openShare(greenroom, shared.body.videointerviewUrl)
    return opened
  })
  await event('DELETE /room/v1/candidates/:id/share', 'interview.unshared', () =>
    company.api(`${path}/share`, { method: 'DELETE' }),
  )

  await event('POST /room/v1/candidates/:id/retake', 'interview.reopened', () => send('POST', `${path}/retake`))
  const asked = (await company.api(`/room/v1/assessments/${room.assessmentId}/requests`)).body
  const { requestId } = asked.requests[0]
  await event('POST /room/v1/requests/:id/decision', 'interview.request_granted', () =>
    send('POST', `/room/v1/requests/${requestId}/decision`, { granted: true }),
  )
  const leaving = await enterRoom(greenroom, company, room.assessmentId, room.questionIds)
  await event('POST /interview/v1/withdraw', 'interview.withdrawn', () => leaving.post('/withdraw', {}))
})

test('every change of a webhook is an event', async () => {
  const made = await event('POST /room/v1/webhooks', 'webhook.created', () =>
    send('POST', '/room/v1/webhooks', { url: 'https://ats.invalid/' }),
  )
  const path = `/room/v1/webhooks/${made.body.id}`
  await event('PATCH /room/v1/webhooks/:id', 'webhook.updated', () => send('PATCH', path, { name: 'Our ATS' }))
  await event('POST /room/v1/webhooks/:id/rotate', 'webhook.rotated', () => send('POST', `${path}/rotate`))
  await event('POST /room/v1/webhooks/:id/test', 'webhook.tested', () => send('POST', `${path}/test`))
  await send('POST', '/room/v1/assessments', { groupName: 'Told of' })
  const id = await vi.waitFor(async () => {
    const { deliveries } = (await company.api(`${path}/deliveries?type=assessment.created`)).body
    expect(deliveries[0]?.lastError).toBeTruthy()
    return deliveries[0].id as string
  }, 30_000)
  await event('POST /room/v1/deliveries/:id/replay', 'webhook.replayed', () =>
    send('POST', `/room/v1/deliveries/${id}/replay`),
  )
  await greenroom.running.app.world.database
    .of(company.companyId)
    .updateTable('delivery')
    .set({ dueAt: null, failedAt: new Date() })
    .where('id', '=', id)
    .execute()
  await event('POST /room/v1/webhooks/:id/replay', 'webhook.replayed', () => send('POST', `${path}/replay`))
  await event('DELETE /room/v1/webhooks/:id', 'webhook.removed', () => company.api(path, { method: 'DELETE' }))
})
/** The path in the reminder that was queued. */
async function unsubscribing(): Promise<string> {
  const ctx = contextOf(greenroom.running.app.world, { kind: 'system', companyId: company.companyId })
  const { id, interviewId } = await ctx.db
    .selectFrom('letter')
    .select(['id', 'interviewId'])
    .where('kind', '=', 'reminder')
    .executeTakeFirstOrThrow()
  const linkKey = keyFor(await dataKeyOf(ctx, interviewId), 'link')
  return new URL(unsubscribeLink(ctx, linkKey, id)).pathname
}

async function recorded(room: TestRoom, questionId: number | undefined) {
  const takeId = crypto.randomUUID()
  await event('PUT /interview/v1/takes/:id', 'interview.started', () => room.put(`/takes/${takeId}`, { questionId }))
  let segmentId = ''
  await event('PUT /interview/v1/questions/:id/answer', 'interview.answered', async () => {
    segmentId = (await room.answer(questionId)).segmentId
    return room.api(`/segments/${segmentId}`)
  })
  const sent = { method: 'PUT', raw: still, headers: binary }
  expect((await room.api(`/segments/${segmentId}/poster`, sent)).status).toBe(200)
  return { segmentId }
}

afterAll(() => {
  const { endpoints } = greenroom.running.app.door
  const known = endpoints.filter(({ access, method }) => access !== 'open' || method !== 'GET')
  const operations = known.map(({ method, path }) => `${method} ${path}`)
  expect(operations.filter((operation) => !seen.has(operation) && !(operation in withoutEvent))).toEqual([])
  expect(Object.keys(withoutEvent).filter((operation) => !operations.includes(operation))).toEqual([])
})
