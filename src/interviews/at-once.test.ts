import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'

const { build } = testApp()

const rounds = Array.from({ length: 8 }, (_, round) => round)

test('whoever deletes the last two interviews of a person at once erases the person', async () => {
  const company = await build.company()
  const [first, second] = [await build.assessment(company), await build.assessment(company)]
  for (const round of rounds) {
    const email = { emailAddress: `last${round}@example.com` }
    const made = [await build.candidate(company, first.id, email), await build.candidate(company, second.id, email)]
    const deleted = await Promise.all(
      made.map(({ interviewId, videointerviewGroupId: id }) =>
        company.api(`/room/v1/assessment/${id}/candidates/${interviewId}`, { method: 'DELETE', body: [] }),
      ),
    )
    expect(deleted.map(({ status }) => status)).toEqual([200, 200])
    expect((await build.candidate(company, first.id, email)).profileId).not.toBe(made[0]?.profileId)
  }
})

test('a person who is deleted while others work on them is gone or new to those, never a fault', async () => {
  const company = await build.company()
  const [first, second] = [await build.assessment(company), await build.assessment(company)]
  for (const round of rounds) {
    const email = { emailAddress: `busy${round}@example.com` }
    const { interviewId, profileId } = await build.candidate(company, first.id, email)
    const here = `/room/v1/assessments/${first.id}`
    const answers = await Promise.all([
      company.api(`/room/v1/assessment/${first.id}/candidates/${interviewId}`, { method: 'DELETE', body: [] }),
      company.api(`/room/v1/assessments/${second.id}/candidate`, { method: 'POST', body: email }),
      company.api(`${here}/candidate/${profileId}`, { method: 'PATCH', body: { firstName: 'Ann' } }),
      company.api(`${here}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } }),
      company.api(`/room/v1/candidates/${interviewId}/share`, { method: 'POST' }),
    ])
    const statuses = answers.map(({ status }) => status)
    expect(statuses.slice(0, 2)).toEqual([200, 200])
    for (const status of statuses.slice(2)) expect([200, 404]).toContain(status)
  }
})

test('one address given to four candidates at once goes to one of them', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const four = await Promise.all([1, 2, 3, 4].map(() => build.candidate(company, id)))
  const body = { emailAddress: 'same@example.com' }
  const answers = await Promise.all(
    four.map(({ profileId }) =>
      company.api(`/room/v1/assessments/${id}/candidate/${profileId}`, { method: 'PATCH', body }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422])
})
