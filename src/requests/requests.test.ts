import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

test('a candidate asks for time and a later deadline, and the company reads why', async () => {
  const { post, api, assessmentId, uuid } = await openRoom(greenroom, company)
  expect((await post('/requests', { kind: 'time', reason: 'I stammer' })).status).toBe(200)
  await post('/requests', { kind: 'deadline', reason: 'My child is ill' })
  await post('/requests', { kind: 'time', reason: 'I stammer, and read slowly' })
  expect((await api('')).body.requested.sort()).toEqual(['deadline', 'time'])
  const { body } = await company.api(`/room/v1/assessments/${assessmentId}/requests`)
  expect(body.requests).toMatchObject([
    { interviewId: uuid, kind: 'deadline', reason: 'My child is ill' },
    { interviewId: uuid, kind: 'time', reason: 'I stammer, and read slowly' },
  ])
})

test('a retake is asked for after handing in, and its reason stands in the list', async () => {
  const { post, put, agree, questionIds, assessmentId } = await openRoom(greenroom, company, [
    { questionType: 'essay' },
  ])
  await agree()
  expect((await post('/requests', { kind: 'retake', reason: 'x' })).status).toBe(409)
  await put(`/questions/${questionIds[0]}/written`, { text: 'Hello' })
  await post('/submit', {})
  expect((await post('/requests', { kind: 'time', reason: 'x' })).status).toBe(409)
  expect((await post('/requests', { kind: 'retake', reason: 'The dog barked' })).status).toBe(200)
  const { body } = await company.api(`/room/v1/assessments/${assessmentId}/candidates`)
  expect(body.Videointerviews[0]).toMatchObject({ retakeReason: 'The dog barked', retakeSent: null })
})

test('nobody else reads a reason, and no reason stands in the clear', async () => {
  const { post, assessmentId } = await openRoom(greenroom, company)
  await post('/requests', { kind: 'time', reason: 'Zanzibarella' })
  const stranger = await greenroom.build.company()
  expect((await stranger.api(`/room/v1/assessments/${assessmentId}/requests`)).status).toBe(404)
  const rows = await greenroom.running.app.world.database
    .of(company.companyId)
    .selectFrom('request')
    .selectAll()
    .execute()
  expect(rows.length).toBeGreaterThan(0)
  for (const { reason } of rows) expect(reason.toString('latin1')).not.toContain('Zanzibarella')
})

test('nothing is asked for once withdrawn', async () => {
  const { post, assessmentId } = await openRoom(greenroom, company)
  const asked = async () => (await company.api(`/room/v1/assessments/${assessmentId}/requests`)).body.requests
  await post('/requests', { kind: 'time', reason: 'x' })
  expect(await asked()).toHaveLength(1)
  await post('/withdraw', {})
  expect(await asked()).toEqual([])
  expect((await post('/requests', { kind: 'deadline', reason: 'x' })).status).toBe(410)
})
