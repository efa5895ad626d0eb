import { expect, test } from 'vitest'
import { testApp } from '../app.ts'

/** What clients written against LoopBack send beside the documented examples. */

const { build } = testApp()

test('a date that could not be read again is refused, and the lists stay readable', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { profileId } = await build.candidate(company, id)
  const far = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2021-02-30T00:00:00Z']
  for (const expirationDate of far) {
    const answer = await company.api('/room/v1/assessments', {
      method: 'POST',
      body: { groupName: 'x', expirationDate },
    })
    expect([expirationDate, answer.status]).toEqual([expirationDate, 422])
    expect(answer.body.error.details.codes).toEqual({ expirationDate: ['format'] })
  }
  for (const moment of [253_402_300_799_999, '-99999999999999', 1e300]) {
    for (const field of ['startsAt', 'expiresAt']) {
      const body = { groupName: 'x', [field]: moment }
      expect((await company.api('/room/v1/assessments', { method: 'POST', body })).status).toBe(422)
    }
    const body = { expiresAt: moment }
    expect(
      (await company.api(`/room/v1/assessments/${id}/candidate/${profileId}`, { method: 'PATCH', body })).status,
    ).toBe(422)
  }
  expect((await company.api('/room/v1/assessments')).body).toHaveLength(1)
})

test('what an assessment answers can be sent back, from before 1970 too', async () => {
  const company = await build.company()
  const made = await build.assessment(company, { expiresAt: '0' })
  expect(made.startsAt).toBe('-604800000')
  const answer = await company.api(`/room/v1/assessments/${made.id}`, { method: 'PATCH', body: made })
  expect(answer.status).toBe(200)
  expect({ ...answer.body, updatedAt: made.updatedAt }).toEqual(made)
})

test('null is no date and no name', async () => {
  const company = await build.company()
  const nothing = { startsAt: null, expiresAt: null, expirationDate: null }
  const { id, expiresAt, startsAt } = await build.assessment(company, nothing)
  expect(Number(expiresAt) - Number(startsAt)).toBe(7 * 86_400_000)
  const { candidateEmail } = await build.candidate(company, id, { firstName: null, lastName: null })
  const where = encodeURIComponent(JSON.stringify({ where: { candidateEmail } }))
  const list = await company.api(`/room/v1/assessments/${id}/candidates?filter=${where}`)
  expect(list.body.Videointerviews[0].profile).toMatchObject({ firstName: '', lastName: '' })
})

test('a path may end in a slash', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  expect((await company.api('/room/v1/assessments/')).body).toHaveLength(1)
  expect((await company.api(`/room/v1/assessments/${id}/`)).body.id).toBe(id)
  expect((await company.api(`/room/v1/assessments/${id}/candidates/`)).body.count).toBe(0)
})

test('a body may begin with a byte order mark', async () => {
  const { api } = await build.company()
  const answer = await api('/room/v1/assessments', { method: 'POST', raw: '\uFEFF{"groupName":"x"}' })
  expect(answer.body.groupName).toBe('x')
})

test('a filter that is empty narrows nothing, and an order may be an array', async () => {
  const company = await build.company()
  const first = await build.assessment(company)
  const second = await build.assessment(company)
  const ids = async (query: string) =>
    (await company.api(`/room/v1/assessments?${query}`)).body.map((row: { id: number }) => row.id)
  for (const query of [
    'filter=',
    'filter[limit]=',
    'filter[skip]=',
    'filter[order]=id ASC',
    'filter[order][0]=id ASC',
  ]) {
    expect(await ids(encodeURI(query)), query).toEqual([first.id, second.id])
  }
  expect(await ids(encodeURI('filter[order][0]=id DESC'))).toEqual([second.id, first.id])
})

test('archived criteria are told apart in either spelling of the filter', async () => {
  const { api } = await build.company()
  const { id } = (await api('/room/v1/rating-criteria', { method: 'POST', body: {} })).body
  await api('/room/v1/rating-criteria', { method: 'POST', body: { archived: true } })
  const filters = ['filter[where][archived]=false', `filter=${JSON.stringify({ where: { archived: false } })}`]
  for (const filter of filters) {
    const { body } = await api(`/room/v1/rating-criteria?${encodeURI(filter)}`)
    expect(body.map((row: { id: number }) => row.id)).toEqual([id])
  }
})

test('a delete whose claim is one object instead of the array is held to it as well', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { interviewId, profileId } = await build.candidate(company, id)
  const remove = (body: object) =>
    company.api(`/room/v1/assessment/${id}/candidates/${interviewId}`, { method: 'DELETE', body })
  expect((await remove({ profileId: profileId + 1 })).status).toBe(404)
  expect((await remove({ profileId })).status).toBe(200)
})

test('every wrong field is named, however many there are', async () => {
  const { api } = await build.company()
  const names = [
    ...[
      'groupConfig',
      'expirationDate',
      'expiresAt',
      'startsAt',
      'landingPageInfo',
      'reminderInterval',
      'maxReminders',
    ],
    ...['companyBanner', 'passThreshold', 'introVideo', 'endText', 'closed', 'retentionDays', 'language'],
  ]
  const body = { groupName: 'x', ...Object.fromEntries(names.map((name) => [name, [1]])) }
  const answer = await api('/room/v1/assessments', { method: 'POST', body })
  expect(Object.keys(answer.body.error.details.codes).sort()).toEqual([...names].sort())
})

test('a body that is not UTF-8 is refused, not stored as question marks', async () => {
  const { api } = await build.company()
  const raw = Buffer.from('{"groupName":"Zo\xeb"}', 'latin1')
  const answer = await api('/room/v1/assessments', { method: 'POST', raw })
  expect([answer.status, answer.body.error.message]).toEqual([400, 'The body is not UTF-8'])
})
