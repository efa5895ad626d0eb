import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { canMount } from '../../test/mount.ts'
import { openRoom, recording } from '../../test/room.ts'
import { chunkLimit } from './limits.ts'

const clock = { ahead: 0 }
const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const room = (questions?: object[]) => openRoom(greenroom, company, questions)

describe('the interview behind a link', () => {
  test('shows what is asked, in words, with the time the candidate was given', async () => {
    const { api, assessmentId, uuid } = await room([
      { question: '<p>Why <b>us</b>?</p><p>Be brief.</p>', prepTime: 10, maxAnswerTime: 30, maxRetakes: 1 },
      { questionType: 'essay' },
    ])
    const { body } = await api('')
    expect(body).toMatchObject({ companyName: 'Acme', status: 'Draft', consentedAt: null, submittedAt: null })
    expect(body.questions).toMatchObject([
      {
        type: 'video',
        text: 'Why us?\nBe brief.',
        prepSeconds: 10,
        maxAnswerSeconds: 30,
        maxRetakes: 1,
        takesBegun: 0,
      },
      { type: 'essay' },
    ])
    const [listed] = (await company.api(`/room/v1/assessments/${assessmentId}/candidates`)).body.candidates ?? []
    if (listed) expect(listed.interviewId).toBe(uuid)
  })

  test('has the time of its questions half as long again, doubled, or without a limit, as this candidate needs', async () => {
    const { api, edit } = await room([{ prepTime: 20, maxAnswerTime: 30 }])
    for (const [timeMultiplier, prepSeconds, maxAnswerSeconds] of [
      [1.5, 30, 45],
      [2, 40, 60],
      [null, 0, null],
      [1, 20, 30],
    ]) {
      expect((await edit({ timeMultiplier })).status).toBe(200)
      expect((await api('')).body).toMatchObject({ timeMultiplier, questions: [{ prepSeconds, maxAnswerSeconds }] })
    }
    expect((await edit({ timeMultiplier: 0 })).status).toBe(422)
  })

  test('is for its token alone', async () => {
    for (const token of ['', 'x', randomUUID()]) {
      expect((await greenroom.request('/interview/v1', { headers: { 'x-interview-token': token } })).status).toBe(401)
    }
    expect((await greenroom.request('/interview/v1')).status).toBe(401)
  })

  test('ends at once when the link is revoked', async () => {
    const { api } = await room()
    const { database } = greenroom.running.app.world
    await database.of(company.companyId).updateTable('candidateLink').set({ revokedAt: new Date() }).execute()
    expect((await api('')).status).toBe(401)
  })
})

describe('nothing is recorded', () => {
  test('before its candidate has agreed', async () => {
    const { put, questionIds } = await room()
    expect((await put(`/takes/${randomUUID()}`, { questionId: questionIds[0] })).status).toBe(409)
  })

  test('without agreeing to it: a no is not a yes', async () => {
    const { post } = await room()
    for (const body of [{ agreed: false, textVersion: 'x' }, { textVersion: 'x' }, {}]) {
      expect((await post('/consent', body)).status).toBe(422)
    }
  })

  test('after the deadline; but what was begun is finished', async () => {
    const { agree, beginSegment, sendChunk, post, put, questionIds } = await room()
    await agree()
    const { id, takeId } = await beginSegment()
    clock.ahead = 8 * 86_400_000
    try {
      expect((await put(`/takes/${randomUUID()}`, { questionId: questionIds[0] })).status).toBe(410)
      expect((await sendChunk(id, 0, randomBytes(100))).status).toBe(201)
      expect((await post(`/segments/${id}/seal`, sealOf(1))).status).toBe(200)
      expect((await put(`/questions/${questionIds[0]}/answer`, { takeId })).status).toBe(200)
      expect((await post('/submit', {})).status).toBe(200)
    } finally {
      clock.ahead = 0
    }
  })
})

describe('a chunk', () => {
  test('is stored once, however often it is sent', async () => {
    const { agree, beginSegment, sendChunk, api } = await room()
    await agree()
    const { id } = await beginSegment()
    const bytes = randomBytes(100_000)
    expect((await sendChunk(id, 0, bytes)).status).toBe(201)
    expect((await sendChunk(id, 0, bytes)).status).toBe(200)
    expect((await sendChunk(id, 2, bytes)).status).toBe(201)
    expect((await api(`/segments/${id}`)).body).toEqual({ have: [0, 2], sealedAt: null })
  })

  test('never takes the place of another', async () => {
    const { agree, beginSegment, sendChunk } = await room()
    await agree()
    const { id } = await beginSegment()
    await sendChunk(id, 0, Buffer.from('first'))
    expect((await sendChunk(id, 0, Buffer.from('second'))).status).toBe(409)
  })

  test('sent twenty times at once, half of them different: one wins, the others are told', async () => {
    const { agree, beginSegment, sendChunk } = await room()
    await agree()
    const { id } = await beginSegment()
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, each) => sendChunk(id, 0, Buffer.from(each % 2 ? 'odd' : 'even'))),
    )
    const statuses = sent.map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(10)
  })

  test('damaged on its way is refused', async () => {
    const { agree, beginSegment, sendChunk, api } = await room()
    await agree()
    const { id } = await beginSegment()
    const digest = `sha-256=:${randomBytes(32).toString('base64')}:`
    expect((await sendChunk(id, 0, Buffer.from('x'), { 'content-digest': digest })).status).toBe(422)
    expect((await sendChunk(id, 0, Buffer.from('x'), { 'content-digest': 'md5=:x:' })).status).toBe(400)
    expect((await api(`/segments/${id}`)).body.have).toEqual([])
  })

  test('has a largest size, and so has a take', async () => {
    const { agree, beginSegment, sendChunk, takesHeld } = await withShortQuestion()
    await agree()
    const { id } = await beginSegment()
    expect((await sendChunk(id, 0, Buffer.alloc(chunkLimit + 1))).status).toBe(413)
    const statuses: number[] = []
    for (let index = 0; index < takesHeld + 1; index++)
      statuses.push((await sendChunk(id, index, randomBytes(chunkLimit))).status)
    expect(statuses.slice(0, -1).every((status) => status === 201)).toBe(true)
    expect(statuses.at(-1)).toBe(413)
  })

  test.skipIf(!canMount())('is refused while the disk is full, and taken when there is room again', async () => {
    const { agree, beginSegment, sendChunk, api } = await room()
    await agree()
    const { id } = await beginSegment()
    const bytes = randomBytes(200_000)
    const drafts = join(greenroom.running.dataDir, 'media/.unfinished')
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', drafts])
    try {
      expect((await sendChunk(id, 0, bytes)).status).toBe(507)
      expect((await api(`/segments/${id}`)).body.have).toEqual([])
    } finally {
      execFileSync('umount', [drafts])
    }
    expect((await sendChunk(id, 0, bytes)).status).toBe(201)
  })

  test('lies on the disk encrypted, under a key of its candidate', async () => {
    const { agree, beginSegment, sendChunk } = await room()
    await agree()
    const { id } = await beginSegment()
    await sendChunk(id, 0, Buffer.from('a very private thing to say'))
    const { media } = greenroom.running.app.world
    const [key = ''] = await Array.fromAsync(media.list(`${company.companyId}/${id}`))
    const stored = await media.open(key)
    const bytes = await stored.read(0, stored.size)
    await stored.close()
    expect(bytes.includes('private')).toBe(false)
  })

  async function withShortQuestion() {
    const opened = await room([{ maxAnswerTime: 1 }])
    return { ...opened, takesHeld: Math.floor((61 * 1_000_000) / chunkLimit) }
  }
})

describe('a segment', () => {
  test('is sealed only whole, and only once', async () => {
    const { agree, beginSegment, sendChunk, post, api } = await room()
    await agree()
    const { id } = await beginSegment()
    for (const index of [0, 3]) await sendChunk(id, index, Buffer.from(`chunk ${index}`))
    const early = await post(`/segments/${id}/seal`, sealOf(5))
    expect(early.status).toBe(409)
    expect(early.body.error.missing).toEqual([1, 2, 4])
    for (const index of [1, 2, 4]) await sendChunk(id, index, Buffer.from(`chunk ${index}`))
    const sealed = await post(`/segments/${id}/seal`, sealOf(5))
    expect(sealed.status).toBe(200)
    expect((await post(`/segments/${id}/seal`, sealOf(5))).body).toEqual(sealed.body)
    expect((await post(`/segments/${id}/seal`, sealOf(4))).status).toBe(409)
    expect((await sendChunk(id, 5, Buffer.from('late'))).status).toBe(409)
    expect((await sendChunk(id, 4, Buffer.from('chunk 4'))).status).toBe(200)
    expect((await api(`/segments/${id}`)).body.sealedAt).toBe(sealed.body.sealedAt)
  })

  test('begun again is the same; another number or kind of file is refused', async () => {
    const { agree, beginSegment, put } = await room()
    await agree()
    const { id, takeId } = await beginSegment()
    const given = { takeId, number: 0, mimeType: 'video/webm' }
    expect((await put(`/segments/${id}`, given)).status).toBe(200)
    expect((await put(`/segments/${randomUUID()}`, given)).status).toBe(409)
    expect((await put(`/segments/${randomUUID()}`, { ...given, number: 1 })).status).toBe(200)
    for (const mimeType of ['text/html', 'image/svg+xml', 'application/vnd.apple.mpegurl']) {
      expect((await put(`/segments/${randomUUID()}`, { ...given, number: 2, mimeType })).status).toBe(422)
    }
  })

  test("another interview's does not exist, of the same company or another", async () => {
    const [mine, neighbour] = [await room(), await room()]
    const stranger = await openRoom(greenroom, await greenroom.build.company())
    await mine.agree()
    const { id, takeId } = await mine.beginSegment()
    await mine.sendChunk(id, 0, Buffer.from('mine'))
    for (const other of [neighbour, stranger]) {
      await other.agree()
      const questionId = other.questionIds[0]
      expect((await other.api(`/segments/${id}`)).status).toBe(404)
      expect((await other.sendChunk(id, 0, Buffer.from('mine'))).status).toBe(404)
      expect((await other.sendChunk(id, 1, Buffer.from('theirs'))).status).toBe(404)
      expect((await other.post(`/segments/${id}/seal`, sealOf(1))).status).toBe(404)
      expect((await other.put(`/segments/${randomUUID()}`, { takeId, number: 1, mimeType: 'video/webm' })).status).toBe(
        404,
      )
      expect((await other.put(`/segments/${id}`, { takeId, number: 0, mimeType: 'video/webm' })).status).toBe(404)
      expect((await other.put(`/takes/${takeId}`, { questionId })).status).toBe(404)
      expect((await other.put(`/questions/${questionId}/answer`, { takeId })).status).toBe(404)
    }
    expect((await mine.api(`/segments/${id}`)).body.have).toEqual([0])
  })
})

describe('takes', () => {
  test('are as many as the question allows', async () => {
    const { agree, beginSegment, sendChunk, post, api, put, questionIds } = await room([{ maxRetakes: 1 }])
    await agree()
    for (const number of [1, 2]) {
      const { id } = await beginSegment()
      await sendChunk(id, 0, Buffer.from('x'))
      await post(`/segments/${id}/seal`, sealOf(1))
      expect((await api('')).body.questions[0].takesBegun).toBe(number)
    }
    expect((await put(`/takes/${randomUUID()}`, { questionId: questionIds[0] })).status).toBe(409)
  })

  test('cut off by a fault are not counted', async () => {
    const { agree, beginSegment, sendChunk, post, api } = await room([{ maxRetakes: 0 }])
    await agree()
    for (const reason of ['camera-lost', 'page-closed', 'no-data', 'recorder-failed']) {
      const { id } = await beginSegment()
      await sendChunk(id, 0, Buffer.from('x'))
      await post(`/segments/${id}/seal`, { ...sealOf(1), reason })
    }
    expect((await api('')).body.questions[0].takesBegun).toBe(0)
    const { id } = await beginSegment()
    expect((await sendChunk(id, 0, Buffer.from('x'))).status).toBe(201)
  })

  test('are told with what there is of them, to go on with from any device', async () => {
    const { agree, beginSegment, sendChunk, post, put, api } = await room()
    await agree()
    expect((await api('')).body.questions[0].lastTake).toBeNull()
    await beginSegment()
    const { id: first, takeId } = await beginSegment()
    await sendChunk(first, 0, Buffer.from('x'))
    await post(`/segments/${first}/seal`, { ...sealOf(1), reason: 'camera-lost' })
    const second = randomUUID()
    await put(`/segments/${second}`, { takeId, number: 1, mimeType: 'video/webm' })
    for (const index of [0, 1, 2]) await sendChunk(second, index, Buffer.from(`${index}`))
    expect((await api('')).body.questions[0].lastTake).toEqual({
      takeId,
      segments: [
        { segmentId: first, number: 0, reason: 'camera-lost', recordedMs: 1000 },
        { segmentId: second, number: 1, reason: null, recordedMs: 3000 },
      ],
    })
  })

  test('begun again are the same, and stay with their question', async () => {
    const { agree, put, questionIds } = await room([{}, {}])
    await agree()
    const id = randomUUID()
    const first = await put(`/takes/${id}`, { questionId: questionIds[0] })
    expect((await put(`/takes/${id}`, { questionId: questionIds[0] })).body).toEqual(first.body)
    expect((await put(`/takes/${id}`, { questionId: questionIds[1] })).status).toBe(409)
  })

  test('twenty begun at once are numbered without gaps', async () => {
    const { agree, put, questionIds } = await room([{ maxRetakes: 100 }])
    await agree()
    const begun = await Promise.all(
      Array.from({ length: 20 }, () => put(`/takes/${randomUUID()}`, { questionId: questionIds[0] })),
    )
    const numbers = begun.map(({ body }) => body.number).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })
})

describe('handing in', () => {
  test('takes every question answered and here, and then nothing changes', async () => {
    const { agree, answer, put, post, api, questionIds, beginSegment, sendChunk } = await room([
      {},
      { questionType: 'essay', minWords: 3 },
      {},
    ])
    await agree()
    const { takeId } = await answer(questionIds[0])
    await put(`/questions/${questionIds[1]}/written`, { text: 'too short' })
    const early = await post('/submit', {})
    expect(early.status).toBe(409)
    expect(early.body.error.questionIds).toEqual([questionIds[1], questionIds[2]])
    await put(`/questions/${questionIds[1]}/written`, { text: 'just long enough' })

    const { id, takeId: second } = await beginSegment({ questionId: questionIds[2] })
    await sendChunk(id, 0, await recording('vp8.webm'))
    await put(`/questions/${questionIds[2]}/answer`, { takeId: second })
    expect((await post('/submit', {})).body.error.segmentIds).toEqual([id])
    await post(`/segments/${id}/seal`, sealOf(1))

    const receipt = await post('/submit', {})
    expect(receipt.status).toBe(200)
    expect(receipt.body.answers.map((each: { questionId: number }) => each.questionId)).toEqual(questionIds)
    expect(receipt.body.answers[1]).toMatchObject({ recordedMs: null, words: 3 })
    expect((await post('/submit', {})).body).toEqual(receipt.body)
    expect((await api('')).body).toMatchObject({ status: 'Completed', submittedAt: receipt.body.submittedAt })
    expect((await put(`/questions/${questionIds[0]}/answer`, { takeId })).status).toBe(409)
    expect((await put(`/takes/${randomUUID()}`, { questionId: questionIds[0] })).status).toBe(409)
  })

  test('twice at once is once', async () => {
    const { agree, answer, post, uuid } = await room()
    await agree()
    await answer()
    const both = await Promise.all([post('/submit', {}), post('/submit', {})])
    expect(both[0]?.body).toEqual(both[1]?.body)
    const { database } = greenroom.running.app.world
    const events = await database
      .of(company.companyId)
      .selectFrom('event')
      .innerJoin('interview', (on) => on.on('interview.uuid', '=', uuid))
      .select(['kind', 'subject', 'interview.id'])
      .execute()
    const own = events
      .filter(({ kind, subject, id }) => kind.startsWith('interview.') && subject === String(id))
      .map(({ kind }) => kind)
    expect(own).toEqual([
      'interview.created',
      'interview.consented',
      'interview.started',
      'interview.answered',
      'interview.submitted',
    ])
  })
})

const sealOf = (count: number) => ({ count, bytes: 1, durationMs: 1000, reason: 'stopped' })
