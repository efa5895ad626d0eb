import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Json, testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { enterRoom, openRoom, type TestRoom } from '../../test/room.ts'
import { agents, comeTo, type Sitting, type Written, writtenAssessment } from '../../test/sitting.ts'

const clock = { at: Date.parse('2026-03-10T10:00:00Z') }
const greenroom = testApp({ ROLES: 'web', LOG_LEVEL: 'error' }, { now: () => new Date(clock.at) })
const minute = 60_000
const open = { startsAt: Date.parse('2025-01-01T00:00:00Z'), expirationDate: '2027-12-31T00:00:00Z' }
const at = (moment: string) => {
  clock.at = Date.parse(moment)
}

const ask = async ({ api }: Pick<Company, 'api'>, query = ''): Promise<Json> => {
  const { status, body, text } = await api(`/room/v1/analytics${query}`)
  expect(status, text).toBe(200)
  return body
}

const assessmentOf = (company: Company, questions: number, given: object = {}) =>
  writtenAssessment(greenroom, company, questions, { ...open, ...given })

/** Somebody invited now, who comes so far in so many minutes. */
async function sit(
  company: Company,
  assessment: Written,
  { minutes = 10, ...sitting }: Sitting & { minutes?: number } = {},
) {
  const began = clock.at
  const room = await comeTo(greenroom, company, assessment, {
    ...sitting,
    beforeSubmit: () => {
      clock.at += minutes * minute
    },
  })
  clock.at = began
  return room
}

async function many<T>(times: number, make: (place: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let place = 0; place < times; place++) made.push(await make(place))
  return made
}

const people = (steps: Json) => steps.map((step: Json) => step.people)

let company: Company

beforeEach(() => at('2026-03-10T10:00:00Z'))
beforeAll(async () => {
  company = await greenroom.build.company()
})

test('the funnel counts how far those came who were invited, and the questions where they stopped', async () => {
  const assessment = await assessmentOf(company, 3)
  await greenroom.build.candidate(company, assessment.id)
  await many(5, () => sit(company, assessment, { until: 'invited' }))
  await many(6, () => sit(company, assessment, { until: 'opened' }))
  await many(5, () => sit(company, assessment, { until: 'consented' }))
  await many(6, () => sit(company, assessment, { answers: 1 }))
  const done = await many(8, (place) => sit(company, assessment, { minutes: 10 + place }))
  const { funnel, questions, times, withdrawn } = await ask(company, `?assessment=${assessment.id}`)
  expect(people(funnel)).toEqual([30, 25, 19, 14, 8])
  expect(funnel[3]).toEqual({ step: 'started', people: 14, ofInvited: 46.7, ofBefore: 73.7 })
  expect(withdrawn).toBe(0)
  expect(questions.rows.map(({ text, asked, answered, stopped }: Json) => [text, asked, answered, stopped])).toEqual([
    ['Question 1', 14, 14, 0],
    ['Question 2', 14, 8, 6],
    ['Question 3', 14, 8, 0],
  ])
  expect(questions.finished).toBe(0)
  expect(times[0]).toMatchObject({
    since: 'opened',
    unit: 'minutes',
    people: 8,
    median: 13.5,
    lower: 11.8,
    upper: 15.3,
  })
  expect(times[0].buckets).toEqual([{ from: 0, to: 30, people: 8 }])
  expect(times.map(({ since, people }: Json) => [since, people])).toEqual([
    ['opened', 8],
    ['started', 8],
    ['invited', 8],
  ])
  for (const { post } of done.slice(0, 5)) await post('/withdraw', {})
  const after = await ask(company, `?assessment=${assessment.id}`)
  expect(people(after.funnel)).toEqual([30, 25, 19, 14, 8])
  expect(after.withdrawn).toBe(5)
  expect(after.questions.rows[0]).toMatchObject({ asked: 9, answered: 9 })
})

test('whoever came further has come that far, also where it was not noted', async () => {
  const assessment = await assessmentOf(company, 1)
  const rooms = await many(5, () => sit(company, assessment))
  const db = greenroom.running.app.world.database.of(company.companyId)
  const uuids = rooms.map(({ uuid }) => uuid)
  await db.updateTable('interview').set({ openedAt: null, startedAt: null }).where('uuid', 'in', uuids).execute()
  const { funnel } = await ask(company, `?assessment=${assessment.id}`)
  expect(people(funnel)).toEqual([5, 5, 5, 5, 5])
})

test('nothing is told of fewer than five', async () => {
  const other = await greenroom.build.company()
  const assessment = await assessmentOf(other, 1)
  await many(4, () => sit(other, assessment))
  const nothing = { funnel: null, questions: null, times: [], devices: null, browsers: null, agreement: null }
  expect(await ask(other, `?assessment=${assessment.id}`)).toMatchObject(nothing)
  expect(await ask(other)).toMatchObject({ ...nothing, assessments: [], months: { leftOut: true } })
  await sit(other, assessment, { until: 'invited' })
  const five = await ask(other, `?assessment=${assessment.id}`)
  expect(people(five.funnel)).toEqual([5, null, null, null, null])
  expect(five).toMatchObject({ questions: null, times: [], devices: null, agreement: null })
  const csv = (await other.api(`/room/v1/analytics/export?assessment=${assessment.id}`)).text
  expect(csv).toBe(
    '\ufeffFunnel\r\nStep,People,% of invited,% of the step before\r\ninvited,5,100,100\r\n' +
      'opened,,,\r\nconsented,,,\r\nstarted,,,\r\nsubmitted,,,\r\n',
  )
})

test('a kind of device that few use does not follow from the others', async () => {
  const assessment = await assessmentOf(company, 1)
  await many(9, () => sit(company, assessment, { agent: agents.phone }))
  await many(3, () => sit(company, assessment, { agent: agents.tablet }))
  await many(6, () => sit(company, assessment, { agent: agents.computer }))
  const { devices, browsers } = await ask(company, `?assessment=${assessment.id}`)
  expect(devices).toEqual([
    { name: 'phone', opened: 9, submitted: 9, completed: 100 },
    { name: 'rest', opened: 9, submitted: 9, completed: 100 },
  ])
  expect(browsers.map(({ name }: Json) => name)).toEqual(['Chrome', 'rest'])
  const db = greenroom.running.app.world.database.of(company.companyId)
  const kept = await db.selectFrom('firstDevice').selectAll().where('device', '=', 'tablet').execute()
  expect(kept).toHaveLength(3)
  expect(Object.keys(kept[0] ?? {}).toSorted()).toEqual(['browser', 'companyId', 'device', 'interviewId'])
  expect(JSON.stringify(kept)).not.toContain('Mozilla')
})

test('what an interview was first opened with counts, and goes when it is withdrawn', async () => {
  const assessment = await assessmentOf(company, 1)
  const rooms = await many(5, () => sit(company, assessment, { agent: agents.phone, until: 'opened' }))
  for (const room of rooms) await room.api('', { headers: { 'user-agent': agents.computer } })
  expect((await ask(company, `?assessment=${assessment.id}`)).devices).toEqual([
    { name: 'phone', opened: 5, submitted: 0, completed: 0 },
  ])
  for (const { post } of rooms) await post('/withdraw', {})
  expect((await ask(company, `?assessment=${assessment.id}`)).devices).toEqual([
    { name: 'unknown', opened: 5, submitted: 0, completed: 0 },
  ])
})

test('months are counted with others where few were invited, so that no period tells of few', async () => {
  const other = await greenroom.build.company()
  const assessment = await assessmentOf(other, 1)
  const invite = async (moment: string, times: number, assessmentId = assessment) => {
    at(moment)
    await many(times, () => sit(other, assessmentId, { until: 'invited' }))
  }
  await invite('2026-01-10T10:00:00Z', 6)
  await invite('2026-02-10T10:00:00Z', 2)
  await invite('2026-03-10T10:00:00Z', 3)
  const invited = async (query: string) => {
    const { funnel, months } = await ask(other, query)
    return [funnel?.[0].people ?? null, months.leftOut]
  }
  expect(await invited('')).toEqual([11, false])
  expect(await invited('?from=2026-01&to=2026-01')).toEqual([6, false])
  expect(await invited('?to=2026-02')).toEqual([6, true])
  expect(await invited('?from=2026-02&to=2026-02')).toEqual([null, true])
  expect(await invited('?from=2026-02')).toEqual([5, false])
  const small = await assessmentOf(other, 1)
  await invite('2026-01-20T10:00:00Z', 2, small)
  expect(await invited('')).toEqual([11, true])
  const another = await assessmentOf(other, 1)
  await invite('2026-01-21T10:00:00Z', 3, another)
  const { assessments } = await ask(other)
  expect(assessments.map(({ assessmentId, invited }: Json) => [assessmentId, invited])).toEqual([
    [assessment.id, 11],
    [null, 5],
  ])
})

test('a month begins and ends by the company’s clock', async () => {
  const other = await greenroom.build.company()
  const assessment = await assessmentOf(other, 1)
  at('2026-02-28T23:30:00Z')
  await many(5, () => sit(other, assessment, { until: 'invited' }))
  expect((await ask(other)).months).toMatchObject({ first: '2026-02', last: '2026-02' })
  const { database } = greenroom.running.app.world
  await database.of(other.companyId).updateTable('company').set({ timeZone: 'Europe/Berlin' }).execute()
  expect((await ask(other)).months).toMatchObject({ first: '2026-03', last: '2026-03' })
  expect(people((await ask(other, '?from=2026-03')).funnel)).toEqual([5, 0, 0, 0, 0])
  expect((await ask(other, '?to=2026-02')).funnel).toBeNull()
  const csv = (await other.api('/room/v1/analytics/export?to=2026-02')).text
  expect(csv).toBe('\ufeffFewer than 5 people were invited\r\n')
})

test('a question and its newer versions are one', async () => {
  const assessment = await assessmentOf(company, 2)
  await many(5, () => sit(company, assessment))
  const [first, second] = assessment.questionIds
  clock.at += minute
  const edited = await company.api(`/room/v1/questions/${first}`, {
    method: 'PATCH',
    body: { question: '<p>Newer</p>' },
  })
  const now = { ...assessment, questionIds: [edited.body.id, second as number] }
  expect(now.questionIds[0]).not.toBe(first)
  clock.at += minute
  await many(6, () => sit(company, now))
  await company.api(`/room/v1/questions/${second}`, { method: 'DELETE' })
  const { questions } = await ask(company, `?assessment=${assessment.id}`)
  expect(questions.rows).toMatchObject([
    { questionId: now.questionIds[0], text: 'Newer', versions: 2, removed: false, asked: 11, answered: 11 },
    { questionId: second, versions: 1, removed: true, asked: 11, answered: 11 },
  ])
})

test('of a drawn question only those count who were asked it', async () => {
  const assessment = await assessmentOf(company, 0, { groupConfig: { interviewType: 'random' } })
  for (const question of ['One', 'Two']) {
    const body = { question, questionType: 'essay', category: 'Same' }
    await company.api(`/room/v1/assessments/${assessment.id}/question`, { method: 'POST', body })
  }
  for (let asked = 0; asked < 24; asked++) {
    const room = await sit(company, assessment, { until: 'consented' })
    const { questions } = (await room.api('')).body
    expect(questions).toHaveLength(1)
    await room.put(`/questions/${questions[0].questionId}/written`, { text: 'Because.' })
    await room.post('/submit', {})
  }
  const { questions } = await ask(company, `?assessment=${assessment.id}`)
  const asked = questions.rows.map((row: Json) => row.asked)
  expect(asked[0] + asked[1]).toBe(24)
  expect(asked).toEqual(questions.rows.map((row: Json) => row.answered))
})

test('takes and lengths are medians, of recordings', async () => {
  const room = await openRoom(greenroom, company, [{ maxAnswerTime: 90 }], open)
  const rooms = [room]
  for (let more = 0; more < 4; more++)
    rooms.push(await enterRoom(greenroom, company, room.assessmentId, room.questionIds))
  for (const [place, { uuid, agree, answer }] of rooms.entries()) {
    const body = { interviewIds: [uuid] }
    await company.api(`/room/v1/assessments/${room.assessmentId}/invite`, { method: 'POST', body })
    await agree()
    if (place < 3) await answer(room.questionIds[0], Buffer.alloc(30), 99_000)
    await answer(room.questionIds[0], Buffer.alloc(30), 10_000 * (place + 1))
  }
  const { questions } = await ask(company, `?assessment=${room.assessmentId}`)
  expect(questions.rows).toMatchObject([{ asked: 5, takes: 2, seconds: 30, limitSeconds: 90 }])
  expect(questions.finished).toBe(5)
})

test('time runs until the first handing in, whatever was answered again later', async () => {
  const assessment = await assessmentOf(company, 1)
  const rooms = await many(5, () => sit(company, assessment, { minutes: 20 }))
  at('2026-03-18T10:00:00Z')
  await company.api(`/room/v1/candidates/${rooms[0]?.uuid}/retake`, { method: 'POST', body: {} })
  await rooms[0]?.put(`/questions/${assessment.questionIds[0]}/written`, { text: 'Better.' })
  expect((await rooms[0]?.post('/submit', {}))?.status).toBe(200)
  const { times } = await ask(company, `?assessment=${assessment.id}`)
  expect(times[0]).toMatchObject({ people: 5, median: 20, upper: 20 })
})

test('reviewers agree as their marks do, by those who judged for themselves', async () => {
  at('2026-06-01T10:00:00Z')
  const other = await greenroom.build.company()
  const assessment = await assessmentOf(other, 1)
  const rooms = await many(6, () => sit(other, assessment))
  const [questionId] = assessment.questionIds
  const [ann, bob, cem] = [await other.user('reviewer'), await other.user('reviewer'), await other.user('recruiter')]
  const marks = [1, 2, 3, 4, 5, 3]
  for (const [place, room] of rooms.entries()) {
    await review(ann, room, marks[place] as number)
    await review(bob, room, place === 0 ? 2 : (marks[place] as number))
  }
  const { agreement } = await ask(other)
  expect(agreement).toMatchObject({
    interviews: 6,
    answers: 6,
    criteria: [{ name: 'An answer as a whole', levels: 5 }],
  })
  // Worked by hand: 11 × 2 ÷ 374, the squares of all pairs.
  expect(agreement.interval).toBe(
    alphaByHand([
      [1, 2],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
      [3, 3],
    ]),
  )
  expect(agreement.criteria[0].interval).toBe(agreement.interval)

  // One who looked at the others' first, and one who has not handed in.
  await cem.api(`/room/v1/candidates/${rooms[0]?.uuid}/reviews?show=others`)
  await review(cem, rooms[0] as TestRoom, 5)
  const begun = { ratings: [{ questionId, criterionId: null, mark: 5 }], advice: 'yes' }
  await cem.api(`/room/v1/candidates/${rooms[1]?.uuid}/review`, { method: 'PATCH', body: begun })
  expect((await ask(other)).agreement).toEqual(agreement)
  clock.at += minute
  await bob.api(`/room/v1/candidates/${rooms[0]?.uuid}/review`, {
    method: 'PATCH',
    body: { ratings: [{ questionId, criterionId: null, mark: 1 }] },
  })
  expect((await ask(other)).agreement).toMatchObject({ interviews: 5, answers: 5, interval: 1 })

  async function review({ api }: Pick<Company, 'api'>, { uuid }: TestRoom, mark: number) {
    const path = `/room/v1/candidates/${uuid}/review`
    await api(path, { method: 'PATCH', body: { ratings: [{ questionId, criterionId: null, mark }], advice: 'yes' } })
    expect((await api(`${path}/submit`, { method: 'POST', body: {} })).status).toBe(200)
  }
})

/** Pairs only: 1 − observed ÷ expected, as the formula stands in docs/analytics.md. */
function alphaByHand(pairs: [number, number][]): number {
  const all = pairs.flat()
  const observed = pairs.reduce((sum, [a, b]) => sum + 2 * (a - b) ** 2, 0)
  const expected = all.reduce((sum, a) => sum + all.reduce((row, b) => row + (a - b) ** 2, 0), 0)
  return Math.round((1 - ((all.length - 1) * observed) / expected) * 1000) / 1000
}

test('owners and recruiters see the numbers, reviewers and strangers do not, and what cannot be read is refused', async () => {
  const { id } = await assessmentOf(company, 1)
  const path = `/room/v1/analytics?assessment=${id}`
  expect((await (await company.user('recruiter')).api(path)).status).toBe(200)
  const reviewer = await company.user('reviewer')
  expect((await reviewer.api(path)).status).toBe(403)
  expect((await reviewer.api('/room/v1/analytics/export')).status).toBe(403)
  expect((await (await greenroom.build.company()).api(path)).status).toBe(404)
  for (const query of [
    '?from=2026-13',
    '?from=2026-01-05',
    '?to=x',
    '?assessment=-1',
    '?from=2026-03&to=2026-02',
    '?from=a&from=b',
  ])
    expect((await company.api(`/room/v1/analytics${query}`)).status, query).toBe(400)
})

test('that it was exported is an event', async () => {
  const { id } = await assessmentOf(company, 1, { groupName: '=1+1' })
  await many(5, () => sit(company, { id, questionIds: [] }, { until: 'invited' }))
  const { text, headers } = await company.api('/room/v1/analytics/export?from=2026-01')
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(text).toContain(`,'=1+1,5,`)
  const { events } = (await company.api('/room/v1/events?kind=analytics.exported')).body
  expect(events[0]).toMatchObject({ details: { from: '2026-01' }, subject: String(company.companyId) })
})
