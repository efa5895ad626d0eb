import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { expireDue } from './expiry.ts'

const dayMs = 86_400_000
const began = Date.now()
const clock = { ahead: 0 }
const greenroom = testApp({}, { now: () => new Date(began + clock.ahead) })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})
beforeEach(() => {
  clock.ahead = 0
})

const inDays = (days: number) => String(began + days * dayMs)
const sweep = () => expireDue(greenroom.running.app.world)

async function invited(settings: object = { expiresAt: inDays(7) }) {
  const { id } = await greenroom.build.assessment(company, settings)
  const { interviewId, profileId } = await greenroom.build.candidate(company, id)
  await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } })
  const edit = (body: object) =>
    company.api(`/room/v1/assessments/${id}/candidate/${profileId}`, { method: 'PATCH', body })
  const editAll = (body: object) => company.api(`/room/v1/assessments/${id}`, { method: 'PATCH', body })
  const rows = async (filter = '') =>
    (await company.api(`/room/v1/assessments/${id}/candidates${filter}`)).body.Videointerviews
  const status = async () => (await rows())[0].status as string
  const events = async () =>
    (await company.api(`/room/v1/events?kind=interview.expired`)).body.events.filter(
      ({ subject }: { subject: string }) => subject === String(row.id),
    )
  const [row] = await rows()
  return { id, interviewId, edit, editAll, rows, status, events }
}

describe('an interview whose deadline passes unanswered', () => {
  test('is expired from that moment, whether or not a sweep has been there', async () => {
    const { status, rows } = await invited()
    clock.ahead = 7 * dayMs - 1000
    expect(await status()).toBe('Awaiting Response')
    clock.ahead = 7 * dayMs
    expect(await status()).toBe('Expired')
    const filter = `?filter=${encodeURIComponent('{"where":{"status":"Expired"}}')}`
    expect(await rows(filter)).toHaveLength(1)
    await sweep()
    expect(await status()).toBe('Expired')
  })

  test('is said to be once, however many sweep at once and how often', async () => {
    const { events } = await invited()
    await sweep()
    expect(await events()).toEqual([])
    clock.ahead = 7 * dayMs
    await Promise.all(Array.from({ length: 10 }, sweep))
    await sweep()
    expect(await events()).toMatchObject([{ actor: 'system', kind: 'interview.expired' }])
  })

  test('is found by its own deadline where it has one', async () => {
    const { edit, status, events } = await invited()
    await edit({ expiresAt: inDays(9) })
    clock.ahead = 8 * dayMs
    await sweep()
    expect(await status()).toBe('Awaiting Response')
    clock.ahead = 9 * dayMs
    await sweep()
    expect(await status()).toBe('Expired')
    expect(await events()).toHaveLength(1)
  })

  test('waits again when the deadline is put off, and expires again', async () => {
    const { edit, editAll, status, events } = await invited()
    clock.ahead = 8 * dayMs
    await sweep()
    await editAll({ expiresAt: inDays(9) })
    expect(await status()).toBe('Awaiting Response')
    clock.ahead = 10 * dayMs
    await sweep()
    expect(await status()).toBe('Expired')
    await edit({ expiresAt: inDays(12) })
    expect(await status()).toBe('Awaiting Response')
    expect(await events()).toHaveLength(2)
  })

  test('has its end when the assessment is closed, which is said once, and no more when it opens again', async () => {
    const { id, editAll, status, events } = await invited()
    clock.ahead = 1000
    await editAll({ closed: true })
    expect(await status()).toBe('Expired')
    await sweep()
    clock.ahead = 2000
    await editAll({ closed: true })
    await sweep()
    expect(await events()).toHaveLength(1)
    const closed = (await company.api('/room/v1/events?kind=assessment.closed')).body.events
    expect(closed.filter(({ subject }: { subject: string }) => subject === String(id))).toHaveLength(1)
    await editAll({ closed: false })
    expect(await status()).toBe('Awaiting Response')
  })

  test('and who is invited after the deadline is awaited for a day', async () => {
    const { status, events } = await invited({ startsAt: inDays(-9), expiresAt: inDays(-2) })
    await sweep()
    expect(await status()).toBe('Awaiting Response')
    expect(await events()).toEqual([])
    clock.ahead = dayMs
    expect(await status()).toBe('Expired')
  })
})

test('a draft does not expire, nor what was withdrawn', async () => {
  const { id } = await greenroom.build.assessment(company, { expiresAt: inDays(7) })
  await greenroom.build.candidate(company, id)
  clock.ahead = 8 * dayMs
  await sweep()
  const { body } = await company.api(`/room/v1/assessments/${id}/candidates`)
  expect(body.Videointerviews[0].status).toBe('Draft')
})

test('what was answered in time and handed in late is completed, though it had expired', async () => {
  const room = await openRoom(greenroom, company, [{ questionType: 'essay' }], { expiresAt: inDays(7) })
  const path = `/room/v1/assessments/${room.assessmentId}`
  await company.api(`${path}/invite`, { method: 'POST', body: { interviewIds: [room.uuid] } })
  const status = async () => (await company.api(`${path}/candidates`)).body.Videointerviews[0].status
  await room.agree()
  expect((await room.put(`/questions/${room.questionIds[0]}/written`, { text: 'In time' })).status).toBe(200)
  expect(await status()).toBe('In Progress')
  clock.ahead = 8 * dayMs
  await sweep()
  expect(await status()).toBe('Expired')
  expect((await room.post('/submit', {})).status).toBe(200)
  expect(await status()).toBe('Completed')
})
