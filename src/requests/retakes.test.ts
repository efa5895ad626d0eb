import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom, recording, type TestRoom } from '../../test/room.ts'
import { contentDigest } from '../room/digest.ts'

const clock = { ahead: 0 }
const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
const day = 86_400_000
let company: Company

beforeEach(async () => {
  clock.ahead = 0
  company = await greenroom.build.company('Acme')
})

const db = () => greenroom.running.app.world.database.of(company.companyId)
const now = () => Date.now() + clock.ahead

/** One film, one essay and one file, handed in. */
async function handedIn() {
  const room = await openRoom(greenroom, company, [
    { question: 'Why us?', maxRetakes: 0 },
    { question: 'Why you?', questionType: 'essay' },
    { question: 'Your CV', questionType: 'file' },
  ])
  const [filmed, essay, file] = room.questionIds as [number, number, number]
  await room.agree()
  const { takeId } = await room.answer(filmed)
  await room.put(`/questions/${essay}/written`, { text: 'The first words' })
  await putFile(room, file, 'first')
  expect((await room.post('/submit', {})).status).toBe(200)
  return { ...room, filmed, essay, file, takeId }
}

async function putFile({ api }: TestRoom, questionId: number, text: string) {
  const raw = Buffer.from(text)
  const digest = await contentDigest(new Uint8Array(raw))
  const headers = { 'content-type': 'application/octet-stream', 'content-digest': digest, 'x-file-name': 'cv.txt' }
  return await api(`/questions/${questionId}/file`, { method: 'PUT', raw, headers })
}

const retake = (uuid: string, body: object = {}, by = company) =>
  by.api(`/room/v1/candidates/${uuid}/retake`, { method: 'POST', body })

const rowOf = async ({ assessmentId }: TestRoom) =>
  (await company.api(`/room/v1/assessments/${assessmentId}/candidates`)).body.Videointerviews[0]

const answersOf = async ({ uuid }: TestRoom) => (await company.api(`/room/v1/candidates/${uuid}/answers`)).body.answers

/** What was written to them by what the company did, besides the confirmations of what they did themselves. */
const letters = async () => {
  const all = await db().selectFrom('letter').select('kind').orderBy('queuedAt').execute()
  return all.map(({ kind }) => kind).filter((kind) => kind !== 'submitted' && kind !== 'withdrawn')
}

describe('an interview opened again', () => {
  test('asks the chosen questions alone, and is handed in once more with a receipt of all', async () => {
    const room = await handedIn()
    const { uuid, essay, filmed, file, api, put, post } = room
    const { status, body } = await retake(uuid, { questionIds: [essay] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ interviewId: uuid, questionIds: [essay] })
    expect(Number(body.expiresAt)).toBeGreaterThan(now() + 6.9 * day)
    expect(await rowOf(room)).toMatchObject({ status: 'In Progress', retakeSent: true, retakeApproval: true })
    expect(await letters()).toEqual(['retake'])

    const seen = (await api('')).body
    expect(seen.reopenedAt).not.toBeNull()
    expect(seen.questions).toMatchObject([{ questionId: essay, written: null }])
    expect((await put(`/takes/${randomUUID()}`, { questionId: filmed })).status).toBe(409)
    expect((await putFile(room, file, 'second')).status).toBe(409)
    expect((await post('/submit', {})).body.error.questionIds).toEqual([essay])

    clock.ahead = 60_000
    await put(`/questions/${essay}/written`, { text: 'Better words, three more' })
    const receipt = await post('/submit', {})
    expect(receipt.body.answers).toMatchObject([{ recordedMs: 2000 }, { words: 4 }, { bytes: 5 }])
    // Whoever reviewed before is shown which answer is another one now.
    const given = (await answersOf(room)).map(({ answeredAt }: { answeredAt: string }) => Date.parse(answeredAt))
    expect(given.map((at: number) => at > now() - 30_000)).toEqual([false, true, false])
    expect(await rowOf(room)).toMatchObject({ status: 'Completed' })
    expect((await put(`/questions/${essay}/written`, { text: 'Again' })).status).toBe(409)
    expect((await api('')).body).toMatchObject({ reopenedAt: null, questions: { length: 3 } })
  })

  test('shows reviewers what was handed in, and stays so when its candidate never comes back', async () => {
    const room = await handedIn()
    const before = await answersOf(room)
    await retake(room.uuid)
    expect((await answersOf(room)).length).toBe(3)
    clock.ahead = 8 * day
    expect(await rowOf(room)).toMatchObject({ status: 'Completed', profileVideo: expect.any(String) })
    expect((await room.api('')).body).toMatchObject({ reopenedAt: null, questions: { length: 3 } })
    const receipt = await room.post('/submit', {})
    expect(receipt.status).toBe(200)
    expect(receipt.body.answers).toHaveLength(3)
    expect(withoutPasses(await answersOf(room))).toEqual(withoutPasses(before))
  })

  test('shows what was written before until other words are handed in, not what is typed on the way', async () => {
    const room = await handedIn()
    const said = async () =>
      (await answersOf(room)).find(({ questionId }: { questionId: number }) => questionId === room.essay).written.text
    const type = (text: string) => room.put(`/questions/${room.essay}/written`, { text })
    await retake(room.uuid, { questionIds: [room.essay, room.filmed] })
    await type('Half')
    await type('Half a sent')
    expect(await said()).toBe('The first words')
    expect((await room.api('')).body.questions[1].written.text).toBe('Half a sent')
    clock.ahead = 8 * day
    expect(await said()).toBe('The first words')
    expect((await room.post('/submit', {})).body.answers[1]).toMatchObject({ words: 3 })
    await retake(room.uuid, { questionIds: [room.essay] })
    await type('Again')
    expect(await said()).toBe('The first words')
    await room.post('/submit', {})
    expect(await said()).toBe('Again')
  })

  test('is handed in after its time too, when all was answered in it', async () => {
    const room = await handedIn()
    await retake(room.uuid, { questionIds: [room.essay] })
    await room.put(`/questions/${room.essay}/written`, { text: 'In time' })
    clock.ahead = 8 * day
    const { body } = await room.post('/submit', {})
    expect(Date.parse(body.submittedAt)).toBeGreaterThan(now() - day)
  })

  test('counts its takes anew, and goes on with none from before', async () => {
    const room = await handedIn()
    const { filmed, api, answer } = room
    await retake(room.uuid, { questionIds: [filmed] })
    expect((await api('')).body.questions).toMatchObject([
      { questionId: filmed, takesBegun: 0, lastTake: null, answeredTakeId: null },
    ])
    const { takeId } = await answer(filmed)
    expect((await api('')).body.questions).toMatchObject([{ takesBegun: 1, answeredTakeId: takeId }])
    expect((await room.put(`/takes/${randomUUID()}`, { questionId: filmed })).status).toBe(409)
  })

  test('loses nothing of what gives way to a new answer, and all of it when its candidate withdraws', async () => {
    const room = await handedIn()
    const { uuid, filmed, essay, file, takeId, put } = room
    await retake(uuid)
    await room.answer(filmed, await recording('vp9.webm'))
    await put(`/questions/${essay}/written`, { text: 'Draft' })
    await put(`/questions/${essay}/written`, { text: 'The second words' })
    await putFile(room, file, 'second')
    await putFile(room, file, 'third')
    const former = await db().selectFrom('formerAnswer').selectAll().orderBy('questionId').execute()
    expect(former.map(({ questionId }) => questionId)).toEqual([filmed, essay, file])
    expect(former[0]?.takeId).toBe(takeId)
    const removed = async () => (await db().selectFrom('mediaRemoval').select('key').execute()).map(({ key }) => key)
    expect(await removed()).toHaveLength(1)
    expect(await removed()).not.toContain(former[2]?.mediaKey)
    await room.post('/withdraw', {})
    expect(await db().selectFrom('formerAnswer').selectAll().execute()).toEqual([])
    expect(await removed()).toContain(former[2]?.mediaKey)
  })

  test('is one that was handed in, of an assessment that is open, for questions it was asked', async () => {
    const room = await openRoom(greenroom, company)
    const other = await handedIn()
    expect((await retake(room.uuid)).status).toBe(409)
    expect((await retake(other.uuid, { questionIds: room.questionIds })).status).toBe(422)
    expect((await retake(other.uuid, { questionIds: [] })).status).toBe(422)
    expect((await retake(other.uuid, { expiresAt: String(now() - 1000) })).status).toBe(422)
    expect((await retake(other.uuid, {}, await greenroom.build.company())).status).toBe(404)
    await other.post('/withdraw', {})
    expect((await retake(other.uuid)).status).toBe(410)
    expect(await letters()).toEqual([])
  })

  test('is what retakeApproval means', async () => {
    const room = await handedIn()
    expect((await room.edit({ retakeApproval: true })).body).toMatchObject({
      status: 'In Progress',
      retakeSent: true,
      retakeApproval: true,
    })
    expect((await room.api('')).body.questions).toHaveLength(3)
    await room.edit({ retakeApproval: true })
    expect(await letters()).toEqual(['retake'])
  })
})

describe('what a candidate asks for', () => {
  async function asked(room: TestRoom, kind: string): Promise<number> {
    expect((await room.post('/requests', { kind, reason: 'Please' })).status).toBe(200)
    const { body } = await company.api(`/room/v1/assessments/${room.assessmentId}/requests`)
    return body.requests.at(-1).requestId
  }
  const decide = (id: number, body: object, by = company) =>
    by.api(`/room/v1/requests/${id}/decision`, { method: 'POST', body })

  test('is time: half as much again, or what is given, up to no limit at all', async () => {
    const room = await openRoom(greenroom, company, [{ maxAnswerTime: 60 }])
    for (const [given, seconds] of [
      [{}, 90],
      [{ timeMultiplier: 2 }, 120],
      [{ timeMultiplier: null }, null],
    ] as const) {
      const { status, body } = await decide(await asked(room, 'time'), { granted: true, ...given })
      expect(status).toBe(200)
      expect(body).toMatchObject({ interviewId: room.uuid, kind: 'time', granted: true })
      const seen = (await room.api('')).body
      expect(seen).toMatchObject({ requested: [], questions: [{ maxAnswerSeconds: seconds }] })
    }
    expect(await letters()).toEqual(['grant', 'grant', 'grant'])
  })

  test('is a later deadline, also when it has passed', async () => {
    const room = await openRoom(greenroom, company, [{}], { expiresAt: String(now() + day) })
    clock.ahead = 2 * day
    await decide(await asked(room, 'deadline'), { granted: true })
    const { expiresAt } = (await room.api('')).body
    expect(Date.parse(expiresAt)).toBeGreaterThan(now() + 6.9 * day)
    const given = String(now() + 20 * day)
    await decide(await asked(room, 'deadline'), { granted: true, expiresAt: given })
    expect(Date.parse((await room.api('')).body.expiresAt)).toBe(Number(given))
    expect((await decide(await asked(room, 'deadline'), { granted: true, expiresAt: '0' })).status).toBe(422)
  })

  test('is a retake: of the chosen questions, or refused', async () => {
    const room = await handedIn()
    await decide(await asked(room, 'retake'), { granted: false })
    expect(await rowOf(room)).toMatchObject({ status: 'Completed', retakeApproval: false, retakeSent: null })
    await decide(await asked(room, 'retake'), { granted: true, questionIds: [room.filmed] })
    expect(await rowOf(room)).toMatchObject({ status: 'In Progress', retakeApproval: true, retakeSent: true })
    expect((await room.api('')).body.questions).toMatchObject([{ questionId: room.filmed }])
    expect(await letters()).toEqual(['refusal', 'retake'])
    const events = await db().selectFrom('event').select(['kind', 'details']).orderBy('id').execute()
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind.startsWith('interview.re'))
    expect(kinds).toEqual([
      'interview.retake_requested',
      'interview.request_refused',
      'interview.retake_requested',
      'interview.reopened',
      'interview.request_granted',
    ])
    expect(JSON.stringify(events)).not.toContain('Please')
  })

  test('is answered by giving it, and refused by retakeApproval false', async () => {
    const room = await handedIn()
    await asked(room, 'retake')
    await room.edit({ retakeApproval: false })
    expect((await room.api('')).body.requested).toEqual([])
    await asked(room, 'retake')
    await retake(room.uuid)
    expect((await room.api('')).body.requested).toEqual([])
    expect(await letters()).toEqual(['refusal', 'retake'])
  })

  test('is decided once, by its own company', async () => {
    const room = await openRoom(greenroom, company)
    const id = await asked(room, 'time')
    expect((await decide(id, { granted: true }, await greenroom.build.company())).status).toBe(404)
    const answers = await Promise.all([1, 2, 3].map(() => decide(id, { granted: true })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await letters()).toEqual(['grant'])
  })

  test('is not granted when it was handed in meanwhile, or withdrawn', async () => {
    const room = await openRoom(greenroom, company, [{ questionType: 'essay' }])
    const id = await asked(room, 'time')
    await room.agree()
    await room.put(`/questions/${room.questionIds[0]}/written`, { text: 'Done' })
    await room.post('/submit', {})
    expect((await decide(id, { granted: true })).status).toBe(409)
    await room.post('/withdraw', {})
    expect((await decide(id, { granted: true })).status).toBe(410)
    expect((await decide(id, { granted: false })).status).toBe(200)
    expect(await letters()).toEqual([])
  })
})

const withoutPasses = (answers: object[]) => JSON.parse(JSON.stringify(answers).replaceAll(/pass=[\w.-]+/g, ''))
