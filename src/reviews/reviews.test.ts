import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

type Api = Company['api']

/** An interview of two written answers and a choice, handed in. */
async function handedIn(given: object = {}, criteria: number[] = []) {
  const questions = [
    { questionType: 'essay', ratingCriteria: criteria },
    { questionType: 'essay' },
    {
      questionType: 'multipleChoice',
      options: [
        { text: 'Tell', correct: true },
        { text: 'Hide', redFlag: true },
      ],
      allowOnlySingleChoice: true,
    },
  ]
  const room = await openRoom(greenroom, company, questions, given)
  await room.agree()
  const [first, second, choice] = room.questionIds
  await room.put(`/questions/${first}/written`, { text: 'I would ask.' })
  await room.put(`/questions/${second}/written`, { text: 'And then tell.' })
  await room.put(`/questions/${choice}/written`, { choices: [1] })
  expect((await room.post('/submit', {})).status).toBe(200)
  return { ...room, first: first as number, second: second as number, choice: choice as number }
}

const rowOf = async (api: Api, assessmentId: number) =>
  (await api(`/room/v1/assessments/${assessmentId}/candidates`)).body.Videointerviews[0]

function reviewing(api: Api, uuid: string) {
  const path = `/room/v1/candidates/${uuid}`
  const edit = (body: object) => api(`${path}/review`, { method: 'PATCH', body })
  const submit = () => api(`${path}/review/submit`, { method: 'POST', body: {} })
  const comment = (body: object) => api(`${path}/comments`, { method: 'POST', body })
  const look = async (query = '') => (await api(`${path}/reviews${query}`)).body
  /** A mark for each answer, and in. */
  const review = async (marks: Record<number, number>, advice = 'yes') => {
    const ratings = Object.entries(marks).map(([questionId, mark]) => {
      return { questionId: Number(questionId), criterionId: null, mark }
    })
    await edit({ ratings, advice })
    return submit()
  }
  return { edit, submit, comment, look, review }
}

describe('a review', () => {
  test('is its author’s alone until it is in; then each sees the others and the scores', async () => {
    const { uuid, first, second, assessmentId } = await handedIn({ passThreshold: 3 })
    const ann = await company.user('reviewer')
    const bob = await company.user('reviewer')
    const anns = reviewing(ann.api, uuid)
    const bobs = reviewing(bob.api, uuid)

    expect((await anns.review({ [first]: 5, [second]: 4 })).body).toMatchObject({ score: 4.5, independent: true })
    expect(await rowOf(company.api, assessmentId)).toMatchObject({ reviewerCount: 1, totalScore: 4.5 })

    const before = await bobs.look()
    expect(before).toMatchObject({ mine: null, others: null, hidden: 1 })
    expect(before.scores).toMatchObject({ totalScore: null, percent: null, result: null })
    expect(await rowOf(bob.api, assessmentId)).toMatchObject({ totalScore: null, result: null })

    await bobs.review({ [first]: 2, [second]: 3 }, 'no')
    const after = await bobs.look()
    expect(after.others).toMatchObject([{ reviewerId: ann.userId, score: 4.5, advice: 'yes' }])
    expect(after.scores).toMatchObject({ totalScore: 3.5, interviewScore: 0, percent: 41.67, reviewerCount: 2 })
    expect(await rowOf(bob.api, assessmentId)).toMatchObject({
      interviewScore: 0,
      totalScore: 3.5,
      reviewerCount: 2,
      result: 'Fail',
      questionFeedback: true,
      interviewFeedback: true,
    })
  })

  test('of one who looked before says so, and only those who decide may look', async () => {
    const { uuid, first } = await handedIn()
    const reviewer = await company.user('reviewer')
    await reviewing((await company.user('reviewer')).api, uuid).review({ [first]: 5 })
    expect((await reviewer.api(`/room/v1/candidates/${uuid}/reviews?show=others`)).status).toBe(403)
    const owner = reviewing(company.api, uuid)
    expect((await owner.look()).others).toBeNull()
    expect((await owner.look('?show=others')).others).toHaveLength(1)
    expect((await owner.look()).others).toHaveLength(1)
    expect((await owner.review({ [first]: 3 })).body).toMatchObject({ independent: false })
  })

  test('needs a mark and an advice, and cannot lose them once it is in', async () => {
    const { uuid, first } = await handedIn()
    const { edit, submit, look } = reviewing(company.api, uuid)
    expect((await submit()).body.error).toMatchObject({ statusCode: 409, code: 'NO_MARK' })
    await edit({ ratings: [{ questionId: first, criterionId: null, mark: 4 }] })
    expect((await submit()).body.error.code).toBe('NO_ADVICE')
    await edit({ advice: 'strongYes' })
    expect((await submit()).status).toBe(200)
    expect((await edit({ advice: null })).status).toBe(409)
    expect((await look()).mine).toMatchObject({ advice: 'strongYes' })
    const twice = [5, 2].map((mark) => ({ questionId: first, criterionId: null, mark }))
    expect((await edit({ ratings: twice })).body.ratings).toHaveLength(1)
    expect((await look()).scores.totalScore).toBe(2)
  })

  test('marks the criteria of a question, with their anchors, and nothing else', async () => {
    const made = await company.api('/room/v1/rating-criteria', {
      method: 'POST',
      body: { criteriaName: 'Calm', scale: ['Shouts', 'Stays calm', 'Calms others'] },
    })
    const criterionId = made.body.ratingCriteriaId
    const { uuid, first, second, choice } = await handedIn({}, [criterionId])
    const { edit, look } = reviewing(company.api, uuid)
    const { sheets } = await look()
    expect(sheets.map(({ questionId }: { questionId: number }) => questionId)).toEqual([first, second, null])
    expect(sheets[0].criteria).toMatchObject([
      { criterionId, name: 'Calm', scale: ['Shouts', 'Stays calm', 'Calms others'] },
    ])
    const rate = (target: object) => edit({ ratings: [{ criterionId: null, mark: 3, ...target }] })
    expect((await rate({ questionId: first, criterionId })).body).toMatchObject({ score: 5 })
    expect((await rate({ questionId: first, criterionId, mark: 4 })).status).toBe(422)
    for (const wrong of [
      { questionId: choice },
      { questionId: first },
      { questionId: 1e9 },
      { questionId: second, criterionId },
    ]) {
      expect((await rate(wrong)).status, JSON.stringify(wrong)).toBe(404)
    }
    expect((await rate({ questionId: first, criterionId, mark: null })).body).toMatchObject({
      ratings: [],
      score: null,
    })
  })

  test('of several at once counts each, whoever comes first', async () => {
    const { uuid, first, assessmentId } = await handedIn()
    const reviewers = await Promise.all([1, 2, 3, 4].map(() => company.user('reviewer')))
    await Promise.all(reviewers.map(({ api }, index) => reviewing(api, uuid).review({ [first]: index + 1 })))
    expect(await rowOf(company.api, assessmentId)).toMatchObject({ reviewerCount: 4, totalScore: 2.5 })
  })

  test('waits in the queue of those who have not written one, the longest waiting first', async () => {
    const { assessmentId, uuid, first } = await handedIn()
    const reviewer = await company.user('reviewer')
    const queue = async (api: Api) => (await api(`/room/v1/assessments/${assessmentId}/review-queue`)).body.interviewIds
    expect(await queue(reviewer.api)).toEqual([uuid])
    await reviewing(reviewer.api, uuid).review({ [first]: 3 })
    expect(await queue(reviewer.api)).toEqual([])
    expect(await queue(company.api)).toEqual([uuid])
  })

  test('is refused before the interview is handed in, and after it was withdrawn', async () => {
    const open = await openRoom(greenroom, company, [{ questionType: 'essay' }])
    expect((await reviewing(company.api, open.uuid).edit({ advice: 'yes' })).status).toBe(409)
    const { uuid, post, first } = await handedIn()
    await reviewing(company.api, uuid).review({ [first]: 4 })
    await post('/withdraw', {})
    expect((await reviewing(company.api, uuid).edit({ advice: 'no' })).status).toBe(409)
  })

  test('of another company’s interview does not exist', async () => {
    const { uuid, first } = await handedIn()
    const stranger = await greenroom.build.company()
    const theirs = reviewing(stranger.api, uuid)
    expect((await theirs.edit({ advice: 'yes' })).status).toBe(404)
    expect((await theirs.submit()).status).toBe(404)
    expect((await theirs.comment({ text: 'x', questionId: first })).status).toBe(404)
    expect((await stranger.api(`/room/v1/candidates/${uuid}/reviews`)).status).toBe(404)
  })
})

describe('a comment', () => {
  test('stands at its moment, is seen with its review, and is its author’s to remove', async () => {
    const { uuid, first } = await handedIn()
    const ann = await company.user('reviewer')
    const bob = await company.user('reviewer')
    const anns = reviewing(ann.api, uuid)
    const text = 'Laughs <script>alert(1)</script> here'
    const { body } = await anns.comment({ text, questionId: first, atMs: 1500 })
    expect(body).toMatchObject({ text, questionId: first, atMs: 1500 })
    await anns.review({ [first]: 4 })
    const bobs = reviewing(bob.api, uuid)
    expect((await bobs.look()).others).toBeNull()
    await bobs.review({ [first]: 4 })
    expect((await bobs.look()).others[0].comments).toMatchObject([{ text, atMs: 1500 }])
    const remove = (api: Api) => api(`/room/v1/comments/${body.commentId}`, { method: 'DELETE' })
    expect((await remove(bob.api)).status).toBe(404)
    expect((await remove(company.api)).status).toBe(404)
    expect((await remove(ann.api)).status).toBe(200)
    expect((await bobs.look()).others[0].comments).toEqual([])
  })

  test('and every other word about a person is under their key', async () => {
    const { uuid, first } = await handedIn()
    const { comment, edit } = reviewing(company.api, uuid)
    await comment({ text: 'Zanzibarella', questionId: first })
    await edit({ summary: 'Zanzibarella too' })
    const db = greenroom.running.app.world.database.of(company.companyId)
    const comments = await db.selectFrom('reviewComment').select('words').execute()
    const reviews = await db.selectFrom('review').select('summary').execute()
    const stored = [...comments.map(({ words }) => words), ...reviews.map(({ summary }) => summary)]
    expect(stored.length).toBeGreaterThan(1)
    for (const words of stored) expect(words?.toString('latin1') ?? '').not.toContain('Zanzibarella')
  })
})

test('a choice scores itself the moment the interview is handed in, and its red flag is told', async () => {
  const { uuid, choice, assessmentId } = await handedIn()
  expect(await rowOf(company.api, assessmentId)).toMatchObject({ interviewScore: 0, totalScore: null, result: null })
  const { scores } = await reviewing(company.api, uuid).look()
  expect(scores.automatic).toEqual([{ questionId: choice, percent: 0, redFlags: ['Hide'] }])
})

test('the list says when everything that was handed in is reviewed', async () => {
  const { uuid, first, assessmentId } = await handedIn()
  const overall = async () =>
    (await company.api(`/room/v1/assessments/${assessmentId}/candidates`)).body.overallFeedback
  expect(await overall()).toBe(false)
  await reviewing(company.api, uuid).review({ [first]: 4 })
  expect(await overall()).toBe(true)
})
