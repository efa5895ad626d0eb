import { describe, expect, test } from 'vitest'
import { testApp } from '../app.ts'

/** Every example of the published document, replayed: same requests, same bodies, same answers. */

const { request, build } = testApp()

const documented = {
  groupName: 'dName',
  groupConfig: { interviewType: 'fixed' },
  responseVisibility: false,
  expirationDate: '2021-08-19T03:17:32+05:30',
  expiresAt: '1629323252040',
  startsAt: '1628718452040',
  landingPageInfo: 'Info',
  enableBanner: true,
  removeBanner: false,
  enableReminder: false,
  reminderInterval: null,
  maxReminders: null,
  enableInclusiveHiring: false,
  companyBanner: 'public/x.png',
}

describe('POST /token', () => {
  test('answers id, ttl, created, userId in that order', async () => {
    const company = await build.company()
    const { email, password, apiKey } = company
    const answer = await request('/room/v1/token', {
      method: 'POST',
      body: { email, password },
      headers: { 'x-api-key': apiKey },
    })
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toEqual(['id', 'ttl', 'created', 'userId'])
    expect(answer.body.ttl).toBe(1_209_600)
    expect(answer.body.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(answer.body.userId).toBeTypeOf('number')
    expect(answer.body.id).toMatch(/^[\w-]{43}$/)
    expect(apiKey).toMatch(/^eyJhbGciOiJIUzI1NiIsInR5cCI6Ikp/)
    expect(apiKey.length).toBeLessThanOrEqual(170)
  })

  test('the curl sample, which sends no body, is told what is missing', async () => {
    const { apiKey } = await build.company()
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-api-key': apiKey }
    const answer = await request('/room/v1/token', { method: 'POST', headers })
    expect(answer.status).toBe(400)
    expect(answer.text).toBe(
      '{"error":{"statusCode":400,"name":"Error","message":"username or email is required","code":"USERNAME_EMAIL_REQUIRED"}}',
    )
  })
})

describe('assessments', () => {
  test('the documented body comes back in its own spelling', async () => {
    const { api } = await build.company()
    const { status, body } = await api('/room/v1/assessments', { method: 'POST', body: documented })
    expect(status).toBe(200)
    expect(body).toMatchObject({ ...documented, expirationDate: '2021-08-18T21:47:32.040Z' })
    expect(body.id).toBe(body.videointerviewGroupId)
    expect(body.id).toBeTypeOf('number')

    const found = await api(`/room/v1/assessments/${body.id}`)
    expect(found.body).toEqual(body)
    expect((await api('/room/v1/assessments')).body).toEqual([body])
  })

  test('{} edits nothing', async () => {
    const company = await build.company()
    const made = await build.assessment(company, documented)
    const { status, body } = await company.api(`/room/v1/assessments/${made.id}`, { method: 'PATCH', body: {} })
    expect(status).toBe(200)
    expect({ ...body, updatedAt: made.updatedAt }).toEqual(made)
  })

  test('expirationDate and expiresAt stay one instant', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company, { expiresAt: '1999999999000' })
    const url = `/room/v1/assessments/${id}`
    const byDate = await company.api(url, { method: 'PATCH', body: { expirationDate: '2040-01-01T00:00:00+02:00' } })
    expect(byDate.body.expiresAt).toBe(String(Date.UTC(2039, 11, 31, 22)))
    const byEpoch = await company.api(url, { method: 'PATCH', body: { expiresAt: '2300000000000' } })
    expect(byEpoch.body.expirationDate).toBe(new Date(2_300_000_000_000).toISOString())
  })

  test('the placeholders of the sample body are no dates, and each is named', async () => {
    const { api } = await build.company()
    const body = { ...documented, expirationDate: 'string', expiresAt: 'string', startsAt: 'string' }
    const answer = await api('/room/v1/assessments', { method: 'POST', body })
    expect(answer.status).toBe(422)
    expect(Object.keys(answer.body.error.details.codes)).toEqual(['expirationDate', 'expiresAt', 'startsAt'])
  })
})

describe('questions and criteria', () => {
  test('{} is a question with the defaults', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { status, body } = await company.api(`/room/v1/assessments/${id}/question`, { method: 'POST', body: {} })
    expect(status).toBe(200)
    expect(body).toMatchObject({ questionType: 'video', prepTime: 60, maxAnswerTime: 120, maxRetakes: 2, order: 1 })
    expect(body.questionId).toBe(body.id)
  })

  test('{} is a criterion with the defaults, and edits nothing', async () => {
    const { api } = await build.company()
    const { status, body } = await api('/room/v1/rating-criteria', { method: 'POST', body: {} })
    expect(status).toBe(200)
    expect(body.ratingCriteriaId).toBe(body.id)
    const edited = await api(`/room/v1/rating-criteria/${body.id}`, { method: 'PATCH', body: {} })
    expect({ ...edited.body, updatedAt: body.updatedAt }).toEqual(body)
    expect((await api('/room/v1/rating-criteria')).body).toEqual([edited.body])
  })
})

describe('candidates', () => {
  test('POST answers the documented array, key by key', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company, documented)
    const body = {
      firstName: 'Jane',
      lastName: 'Doe',
      emailAddress: 'janedoe@example.com',
      videointerviewGroupId: String(id),
    }
    const answer = await company.api(`/room/v1/assessments/${id}/candidate`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    const [made] = answer.body
    expect(answer.text).toBe(
      JSON.stringify([
        {
          interviewId: made.interviewId,
          recruiterId: made.recruiterId,
          atsJobId: '0',
          interviewName: 'dName',
          status: 'Draft',
          atsCandidateId: 0,
          createdAt: made.createdAt,
          publicUuid: made.publicUuid,
          candidateEmail: 'janedoe@example.com',
          companyId: company.companyId,
          questionConfig: '{"interviewType":"fixed"}',
          profileId: made.profileId,
          type: 'x0pa',
          videointerviewGroupId: id,
          expirationDate: '2021-08-18T21:47:32+00:00',
          maximumReminders: 0,
        },
      ]),
    )
    expect(made.recruiterId).toBeTypeOf('number')
    expect(made.profileId).toBeTypeOf('number')
    expect(made.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
    expect(made.interviewId).toMatch(/^[0-9a-f-]{36}$/)
    expect(made.publicUuid).toMatch(/^bvig-[0-9a-f-]{36}$/)
  })

  test('the list answers the documented row, key by key', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company, documented)
    const made = await build.candidate(company, id, { emailAddress: 'janedoe@example.com' })
    const answer = await company.api(`/room/v1/assessments/${id}/candidates`)
    expect(answer.status).toBe(200)
    const row = answer.body.Videointerviews[0]
    expect(answer.text).toBe(
      JSON.stringify({
        count: 1,
        overallFeedback: false,
        Videointerviews: [
          {
            id: row.id,
            interviewId: made.interviewId,
            recruiterId: String(made.recruiterId),
            atsJobId: '0',
            interviewName: 'dName',
            status: 'Draft',
            inviteSent: false,
            rrCandidateId: null,
            atsCandidateId: '0',
            createdAt: row.createdAt,
            updatedAt: row.updatedAt,
            jobId: null,
            isPublic: null,
            publicUuid: made.publicUuid,
            avatarUrl: null,
            candidateEmail: 'janedoe@example.com',
            profileVideo: null,
            responseAt: null,
            inviterEmail: null,
            companyId: String(company.companyId),
            questionConfig: { interviewType: 'fixed' },
            profileId: made.profileId,
            type: 'x0pa',
            videointerviewGroupId: id,
            startsAt: null,
            expiresAt: null,
            expirationDate: '2021-08-18T21:47:32.000Z',
            interviewScore: null,
            reviewerCount: null,
            totalScore: null,
            result: null,
            outcome: null,
            sharingUrl: null,
            inviteDate: null,
            maximumReminders: '0',
            retakeReason: null,
            retakeSent: null,
            retakeApproval: null,
            questionFeedback: false,
            interviewFeedback: true,
            videointerviewgroup: { videointerviewGroupId: id, groupName: 'dName' },
            profile: {
              profileId: made.profileId,
              firstName: 'Jane',
              lastName: 'Doe',
              email: 'janedoe@example.com',
              iv: row.profile.iv,
            },
          },
        ],
      }),
    )
    expect(row.id).toMatch(/^\d+$/)
    expect(row.createdAt).toMatch(/\.000Z$/)
    expect(row.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(row.profile.iv).toMatch(/^[0-9a-f]{32}$/)
  })

  test('invite says that it has been sent, and the row shows it', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company, documented)
    const { interviewId } = await build.candidate(company, id)
    const body = { videointerviewGroupId: String(id), interviewIds: [interviewId] }
    const answer = await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body })
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('{"msg":"The invitation has been sent successfully"}')
    const list = await company.api(`/room/v1/assessments/${id}/candidates`)
    const [row] = list.body.Videointerviews
    expect(row).toMatchObject({ inviteSent: true, inviterEmail: company.email, status: 'Awaiting Response' })
    expect(row.inviteDate).toMatch(/Z$/)
  })

  test('share answers the address and the interview, the same address twice', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id)
    const share = () => company.api(`/room/v1/candidates/${interviewId}/share`, { method: 'POST' })
    const answer = await share()
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body)).toEqual(['videointerviewUrl', 'videointerviewId'])
    expect(answer.body.videointerviewId).toBe(interviewId)
    expect(answer.body.videointerviewUrl).toMatch(/\/s\/[\w-]{43}$/)
    expect((await share()).body).toEqual(answer.body)
    const list = await company.api(`/room/v1/assessments/${id}/candidates`)
    expect(list.body.Videointerviews[0].sharingUrl).toBe(answer.body.videointerviewUrl)
  })

  test('delete, with the documented array body, answers the affected rows', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId, profileId } = await build.candidate(company, id)
    const url = `/room/v1/assessment/${id}/candidates/${interviewId}`
    const body = [{ profileId, videointerviewGroupId: String(id) }]
    const answer = await company.api(url, { method: 'DELETE', body })
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('[{"videointerviews":{"affectedRows":1,"count":1,"rows":[]}}]')
    expect((await company.api(url, { method: 'DELETE', body })).status).toBe(404)
    expect((await company.api(`/room/v1/assessments/${id}/candidates`)).body.count).toBe(0)
  })

  test('edit with {} answers the row unchanged', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { profileId } = await build.candidate(company, id)
    const answer = await company.api(`/room/v1/assessments/${id}/candidate/${profileId}`, { method: 'PATCH', body: {} })
    expect(answer.status).toBe(200)
    expect(answer.body.profile).toMatchObject({ profileId, firstName: 'Jane', lastName: 'Doe' })
  })
})
