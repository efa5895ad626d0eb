import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import type { Json } from '../../test/app.ts'
import { testApp } from '../../test/app.ts'

const { build, running } = testApp()

test('the same address twice in one assessment is refused, whatever its case', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  await build.candidate(company, id, { emailAddress: 'twice@example.com' })
  const again = await company.api(`/room/v1/assessments/${id}/candidate`, {
    method: 'POST',
    body: { emailAddress: ' Twice@Example.com ' },
  })
  expect(again.status).toBe(422)
  expect(again.body.error.details.codes).toEqual({ emailAddress: ['uniqueness'] })
  expect((await company.api(`/room/v1/assessments/${id}/candidates`)).body.count).toBe(1)
})

test('a person keeps one profile across assessments, with the newest name', async () => {
  const company = await build.company()
  const first = await build.assessment(company)
  const second = await build.assessment(company)
  const email = { emailAddress: 'known@example.com' }
  const a = await build.candidate(company, first.id, { ...email, firstName: 'Jane', lastName: 'Doe' })
  const b = await build.candidate(company, second.id, { ...email, firstName: 'Janet', lastName: '' })
  expect(b.profileId).toBe(a.profileId)
  const list = await company.api(`/room/v1/assessments/${first.id}/candidates`)
  expect(list.body.Videointerviews[0].profile).toMatchObject({ firstName: 'Janet', lastName: 'Doe' })
})

test('ten requests at once for one new address make one person and one interview', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const body = { emailAddress: 'race@example.com' }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => company.api(`/room/v1/assessments/${id}/candidate`, { method: 'POST', body })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(422)])
})

test('every write of personal data has an IV of its own, and the API shows the one that is used', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { profileId } = await build.candidate(company, id)
  const ivs = new Set<string>()
  for (const firstName of ['A', 'B', 'B', 'C']) {
    const url = `/room/v1/assessments/${id}/candidate/${profileId}`
    const { body } = await company.api(url, { method: 'PATCH', body: { firstName } })
    const stored = await running.app.world.database.system
      .selectFrom('candidate')
      .select('personal')
      .where('id', '=', profileId)
      .executeTakeFirstOrThrow()
    expect(body.profile.iv).toBe(stored.personal.subarray(0, 16).toString('hex'))
    ivs.add(body.profile.iv)
  }
  expect(ivs.size).toBe(4)
})

test('an edit shows in the row, and null takes the outcome back', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { profileId } = await build.candidate(company, id)
  const edit = async (body: object) =>
    (await company.api(`/room/v1/assessments/${id}/candidate/${profileId}`, { method: 'PATCH', body })).body
  const edited = await edit({
    lastName: 'Roe',
    outcome: 'Shortlisted',
    expiresAt: '1999999999000',
    retakeApproval: true,
  })
  expect(edited).toMatchObject({ outcome: 'Shortlisted', expiresAt: '1999999999000', retakeApproval: true })
  expect(edited.expirationDate).toBe('2033-05-18T03:33:19.000Z')
  expect(edited.profile.lastName).toBe('Roe')
  expect((await edit({ outcome: null, expiresAt: null })).outcome).toBeNull()
})

test('another candidate’s address cannot be taken', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  await build.candidate(company, id, { emailAddress: 'mine@example.com' })
  const { profileId } = await build.candidate(company, id)
  const url = `/room/v1/assessments/${id}/candidate/${profileId}`
  const answer = await company.api(url, { method: 'PATCH', body: { emailAddress: 'MINE@example.com' } })
  expect([answer.status, answer.body.error.details.codes]).toEqual([422, { emailAddress: ['uniqueness'] }])
})

test('the last interview takes the person and the data key with it; an earlier one does not', async () => {
  const company = await build.company()
  const first = await build.assessment(company)
  const second = await build.assessment(company)
  const email = { emailAddress: 'gone@example.com' }
  const a = await build.candidate(company, first.id, email)
  const b = await build.candidate(company, second.id, email)
  const keys = () =>
    running.app.world.database.system
      .selectFrom('candidateKey')
      .selectAll()
      .where('candidateId', '=', a.profileId)
      .execute()
  await company.api(`/room/v1/assessment/${first.id}/candidates/${a.interviewId}`, { method: 'DELETE', body: [] })
  expect(await keys()).toHaveLength(1)
  await company.api(`/room/v1/assessment/${second.id}/candidates/${b.interviewId}`, { method: 'DELETE', body: [] })
  expect(await keys()).toHaveLength(0)
})

test('a list is narrowed, ordered and paged by filter, in both spellings', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  for (let number = 1; number <= 5; number++)
    await build.candidate(company, id, { emailAddress: `n${number}@example.com` })
  const emails = async (query: string) =>
    (await company.api(`/room/v1/assessments/${id}/candidates?${query}`)).body.Videointerviews.map(
      (row: Json) => row.candidateEmail[1],
    )
  const json = (filter: object) => emails(`filter=${encodeURIComponent(JSON.stringify(filter))}`)
  expect(await emails('')).toEqual(['5', '4', '3', '2', '1'])
  expect(await json({ order: 'id ASC', limit: 2, skip: 1 })).toEqual(['2', '3'])
  expect(await emails('filter[limit]=2&filter[skip]=1')).toEqual(['4', '3'])
  expect(await json({ where: { candidateEmail: 'N3@example.com' } })).toEqual(['3'])
  expect(await emails('filter[where][status]=Draft&filter[limit]=1')).toEqual(['5'])
  expect(await json({ where: { status: 'Completed' } })).toEqual([])
  for (const filter of [
    { where: { password: 1 } },
    { where: { id: { gt: 1 } } },
    { order: 'personal ASC' },
    { limit: -1 },
  ]) {
    const answer = await company.api(
      `/room/v1/assessments/${id}/candidates?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    )
    expect(answer.status).toBe(400)
  }
  expect((await company.api(`/room/v1/assessments/${id}/candidates?filter={`)).status).toBe(400)
})

test('a list longer than a page is whole, in order, and counted before it is sent', async () => {
  const company = await build.company()
  const { id } = await build.assessment(company)
  await manyInterviews(company, id, 1203)
  const { body } = await company.api(`/room/v1/assessments/${id}/candidates`)
  expect(body.count).toBe(1203)
  const ids = body.Videointerviews.map((row: Json) => Number(row.id))
  expect(ids).toHaveLength(1203)
  expect(ids).toEqual([...new Set<number>(ids)].sort((a, b) => b - a))
})

async function manyInterviews(company: Awaited<ReturnType<typeof build.company>>, id: number, count: number) {
  const add = (number: number) =>
    company.api(`/room/v1/assessments/${id}/candidate`, {
      method: 'POST',
      body: { emailAddress: `many${number}@example.com` },
    })
  for (let made = 0; made < count; made += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - made) }, (_, index) => add(made + index)))
  }
}

test('a name is nowhere in the data folder, nor in the database’s files', async () => {
  const canary = { firstName: 'Zanzibarella', lastName: 'Quuxington', emailAddress: 'canary.zanzibar@example.com' }
  const company = await build.company()
  const { id } = await build.assessment(company)
  const { interviewId } = await build.candidate(company, id, canary)
  await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } })
  await checkpoint()
  const places = [running.dataDir, running.connection.host.replace(/socket$/, '')]
  // What is not secret is found, so the search itself works.
  expect(places.flatMap((place) => grep('Sales Manager', place))).not.toEqual([])
  for (const word of ['Zanzibarella', 'Quuxington', 'canary.zanzibar']) {
    for (const place of places) expect(grep(word, place), `${word} in ${place}`).toEqual([])
  }
})

/** Until then the newest rows are only in the write-ahead log, which is searched as well. */
async function checkpoint() {
  const superuser = new pg.Client({ ...running.connection, user: inject('postgres').superuser })
  await superuser.connect()
  await superuser.query('checkpoint')
  await superuser.end()
}

/** Files that hold a word, bytes and all, whatever its case. Letters hold the address they go to, and nothing else. */
function grep(word: string, folder: string): string[] {
  try {
    const found = execFileSync('grep', ['-rlai', '--exclude=*.eml', word, folder], { encoding: 'utf8' })
    return found.trim().split('\n')
  } catch (error) {
    if ((error as { status?: number }).status === 1) return []
    throw error
  }
}
