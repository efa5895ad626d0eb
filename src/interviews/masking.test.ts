import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { contentDigest } from '../room/digest.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company
let reviewer: Awaited<ReturnType<Company['user']>>

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
  reviewer = await company.user('reviewer')
})

let made = 0

/** A masked interview of somebody who stands unmasked in another assessment, and has given their name everywhere. */
async function masked(given: object = {}) {
  const lastName = `Zanzibar${++made}`
  const settings = { enableInclusiveHiring: true, ...given }
  const room = await openRoom(greenroom, company, [{ questionType: 'file' }], settings)
  const list = `/room/v1/assessments/${room.assessmentId}/candidates`
  const [first] = (await company.api(list)).body.Videointerviews
  const open = await greenroom.build.assessment(company)
  await greenroom.build.candidate(company, open.id, { emailAddress: first.candidateEmail })
  const edit = (body: object) =>
    company.api(`/room/v1/assessments/${room.assessmentId}/candidate/${first.profileId}`, { method: 'PATCH', body })
  await edit({ lastName })
  const { profile, candidateEmail } = (await company.api(list)).body.Videointerviews[0]
  await room.agree()
  const bytes = Buffer.from('%PDF-1.4\n%%EOF\n')
  const sent = await room.api(`/questions/${room.questionIds[0]}/file`, {
    method: 'PUT',
    raw: bytes,
    headers: {
      'content-type': 'application/octet-stream',
      'content-digest': await contentDigest(new Uint8Array(bytes)),
      'x-file-name': `Jane%20${lastName}%20CV.pdf`,
    },
  })
  expect(sent.status).toBe(200)
  await room.post('/submit', {})
  await room.post('/requests', { kind: 'retake', reason: `Yours, Jane ${lastName}` })
  await company.api(`/room/v1/candidates/${room.uuid}/share`, { method: 'POST', body: {} })
  const decide = (outcome: string | null) => edit({ outcome })
  return { ...room, list, profile, candidateEmail, decide, openId: open.id }
}

test('nothing a reviewer is sent says who it is, or leads to it, until the candidate is shortlisted', async () => {
  const { uuid, list, assessmentId, questionIds, profile, candidateEmail, decide } = await masked()
  const everything = async () => {
    const answers = [
      await reviewer.api(list),
      await reviewer.api(`/room/v1/candidates/${uuid}/answers`),
      await reviewer.api(`/room/v1/candidates/${uuid}/reviews`),
      await reviewer.api(`/room/v1/candidates/${uuid}/files/${questionIds[0]}`),
      await reviewer.api(`/room/v1/assessments/${assessmentId}/requests`),
    ]
    return JSON.stringify(answers.map(({ text, headers }) => [text, headers]))
  }
  const hidden = await everything()
  for (const secret of ['Jane', 'Zanzibar', candidateEmail, profile.iv, `"profileId":${profile.profileId}`, '/s/']) {
    expect(hidden).not.toContain(secret)
  }
  const [row] = (await reviewer.api(list)).body.Videointerviews
  expect(row.profile).toMatchObject({ firstName: 'Candidate', lastName: expect.stringMatching(/^[2-9A-Z]{6}$/) })
  expect(hidden).toContain('file.pdf')

  await decide('Shortlisted')
  expect(await everything()).toContain(`Jane%20${profile.lastName}%20CV.pdf`)
  expect((await reviewer.api(list)).body.Videointerviews[0]).toMatchObject({ candidateEmail, profile })
  const events = await greenroom.running.app.world.database
    .of(company.companyId)
    .selectFrom('event')
    .select('kind')
    .where('subject', '=', row.id)
    .execute()
  expect(events.filter(({ kind }) => kind === 'interview.unmasked')).toHaveLength(1)
  await decide(null)
  expect(await everything()).not.toContain('Jane')
})

test('a list cannot be asked who is behind a code name', async () => {
  const { list, profile, candidateEmail } = await masked()
  for (const where of [{ candidateEmail }, { profileId: profile.profileId }]) {
    const filter = encodeURIComponent(JSON.stringify({ where }))
    expect((await reviewer.api(`${list}?filter=${filter}`)).body.count).toBe(0)
    expect((await company.api(`${list}?filter=${filter}`)).body.count).toBe(1)
  }
})

test('recruiters know whom they invite, and unmasked assessments show names', async () => {
  const { list, openId } = await masked()
  const recruiter = await company.user('recruiter')
  expect((await recruiter.api(list)).body.Videointerviews[0].profile.firstName).toBe('Jane')
  const open = await reviewer.api(`/room/v1/assessments/${openId}/candidates`)
  expect(open.body.Videointerviews[0].profile.firstName).toBe('Jane')
})

test('whatever of the API a reviewer reads, with whatever number, it says nothing of who it is', async () => {
  const { uuid, assessmentId, questionIds, profile, candidateEmail, openId } = await masked()
  // In the assessment that is not masked the same person has a name.
  const ids = [assessmentId, uuid, questionIds[0], profile.profileId, reviewer.userId].filter((id) => id !== openId)
  const secrets = [profile.lastName, candidateEmail, profile.iv, '/s/']
  const { endpoints } = greenroom.running.app.door
  const read = endpoints.filter(({ method, access }) => method === 'GET' && access === 'user')
  expect(read.length).toBeGreaterThan(25)
  let answered = 0
  for (const { path } of read) {
    for (const id of path.includes(':') ? ids : [0]) {
      const url = path.replace(/:\w+/g, (_, place) =>
        String(place === path.lastIndexOf(':') && path.match(/:/g)?.length === 2 ? questionIds[0] : id),
      )
      const { statusCode, body, headers } = await greenroom.running.app.http.inject({ url, headers: reviewer.headers })
      if (statusCode === 200) answered++
      for (const secret of secrets)
        expect(body + JSON.stringify(headers), `${url} says ${secret}`).not.toContain(secret)
    }
  }
  expect(answered).toBeGreaterThan(20)
})
