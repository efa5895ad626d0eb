import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashOfLink } from '../src/interviews/link-token.ts'
import { contentDigest } from '../src/room/digest.ts'
import type { Sent, TestApp } from './app.ts'
import type { Company } from './builders.ts'

export type TestRoom = Awaited<ReturnType<typeof enterRoom>>

/** A two-second recording of a real browser. */
export const recording = (name: 'vp8.webm' | 'vp9.webm' | 'avc3.mp4' | 'audio.webm' | 'person.webm') =>
  readFile(join(import.meta.dirname, '../src/media/fixtures', name))

/** A candidate before an interview of so many video questions, with a link of their own. */
export async function openRoom(greenroom: TestApp, company: Company, questions: object[] = [{}], given: object = {}) {
  const { build } = greenroom
  const assessment = await build.assessment(company, given)
  const questionIds: number[] = []
  for (const given of questions) {
    const { body } = await company.api(`/room/v1/assessments/${assessment.id}/question`, {
      method: 'POST',
      body: given,
    })
    questionIds.push(body.id)
  }
  return enterRoom(greenroom, company, assessment.id, questionIds)
}

/** One more candidate before the same interview. */
export async function enterRoom(
  greenroom: TestApp,
  company: Company,
  assessmentId: number,
  questionIds: number[],
  person: object = {},
) {
  const { request, build } = greenroom
  const { interviewId: uuid, profileId } = await build.candidate(company, assessmentId, person)
  const token = await makeLink(greenroom, company.companyId, uuid)
  const api = (path: string, sent: Sent = {}) =>
    request(`/interview/v1${path}`, { ...sent, headers: { 'x-interview-token': token, ...sent.headers } })
  const put = (path: string, body: object) => api(path, { method: 'PUT', body })
  const post = (path: string, body: object) => api(path, { method: 'POST', body })

  /** What a recruiter changes of this candidate. */
  const edit = (body: object) =>
    company.api(`/room/v1/assessments/${assessmentId}/candidate/${profileId}`, { method: 'PATCH', body })

  return {
    assessmentId,
    profileId,
    edit,
    questionIds,
    uuid,
    token,
    api,
    put,
    post,
    agree,
    beginSegment,
    sendChunk,
    answer,
  }

  function agree() {
    return post('/consent', { agreed: true, textVersion: 'test' })
  }

  /** A segment ready for chunks, in a take of its own unless one is given. */
  async function beginSegment({ questionId = questionIds[0], takeId = randomUUID() as string, number = 0 } = {}) {
    const take = await put(`/takes/${takeId}`, { questionId })
    if (take.status !== 200) throw new Error(take.text)
    const id = randomUUID()
    await put(`/segments/${id}`, { takeId, number, mimeType: 'video/webm;codecs=vp8,opus' })
    return { id, takeId }
  }

  async function sendChunk(segmentId: string, index: number, bytes: Buffer, headers: Record<string, string> = {}) {
    const digest = await contentDigest(new Uint8Array(bytes))
    const content = { 'content-type': 'application/octet-stream', 'content-digest': digest, ...headers }
    return await api(`/segments/${segmentId}/chunks/${index}`, { method: 'PUT', raw: bytes, headers: content })
  }

  /** Everything a browser does for one question. */
  async function answer(questionId: number | undefined = questionIds[0], bytes?: Buffer, durationMs = 2000) {
    const whole = bytes ?? (await recording('vp8.webm'))
    const { id, takeId } = await beginSegment({ questionId })
    const size = Math.ceil(whole.length / 3)
    for (let index = 0; index < 3; index++) await sendChunk(id, index, whole.subarray(index * size, (index + 1) * size))
    await post(`/segments/${id}/seal`, { count: 3, bytes: whole.length, durationMs, reason: 'stopped' })
    await put(`/questions/${questionId}/answer`, { takeId })
    return { segmentId: id, takeId }
  }
}

export async function makeLink({ running }: TestApp, companyId: number, uuid: string): Promise<string> {
  const token = randomUUID()
  const db = running.app.world.database.of(companyId)
  const { id: interviewId } = await db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', companyId)
    .where('uuid', '=', uuid)
    .executeTakeFirstOrThrow()
  const hash = hashOfLink(token)
  await db.insertInto('candidateLink').values({ hash, interviewId, createdAt: new Date(), companyId }).execute()
  return token
}
