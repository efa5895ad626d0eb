import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'

const greenroom = testApp({ ROLES: 'web' })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const row = (emailAddress: string, firstName = 'Ada', lastName = 'Brot') => ({ emailAddress, firstName, lastName })
const bring = (id: number, candidates: object[], more: object = {}, { api }: Pick<Company, 'api'> = company) =>
  api(`/room/v1/assessments/${id}/candidates/import`, { method: 'POST', body: { candidates, ...more } })
const listOf = async (id: number) => (await company.api(`/room/v1/assessments/${id}/candidates`)).body.Videointerviews

describe('an import', () => {
  test('adds who is new, knows who is there, and says of each other row what is wrong', async () => {
    const { id } = await greenroom.build.assessment(company)
    await greenroom.build.candidate(company, id, { emailAddress: 'there@example.com' })
    const { status, body } = await bring(id, [
      row('a@example.com'),
      row('There@Example.com ', 'Newer', ''),
      row('nonsense'),
      { firstName: 'Nobody' },
      row('A@example.com'),
      row('b@example.com', 'x'.repeat(501)),
      row('c@example.com', '=HYPERLINK("x")', '<script>alert(1)</script>'),
    ])
    expect(status).toBe(200)
    expect(body).toMatchObject({ added: 2, known: 1, refused: 4 })
    expect(body.rows.map(({ result }: { result: string }) => result)).toEqual([
      ...['added', 'known', 'refused', 'refused', 'refused', 'refused', 'added'],
    ])
    expect(body.rows.map(({ why }: { why: string | null }) => why)).toEqual([
      ...[null, null, 'This is not an email address.', 'The email address is missing.'],
      ...['This address is in the list twice.', 'The first name is too long.', null],
    ])
    const rows = await listOf(id)
    expect(rows.map(({ candidateEmail }: { candidateEmail: string }) => candidateEmail).sort()).toEqual([
      ...['a@example.com', 'c@example.com', 'there@example.com'],
    ])
    const there = rows.find(({ candidateEmail }: { candidateEmail: string }) => candidateEmail === 'there@example.com')
    expect(there.profile).toMatchObject({ firstName: 'Newer', lastName: 'Doe' })
  })

  test('sent again adds and invites nobody', async () => {
    const { id } = await greenroom.build.assessment(company)
    const people = [row('again1@example.com'), row('again2@example.com')]
    const first = await bring(id, people, { invite: true })
    const second = await bring(id, people, { invite: true })
    expect(second.body).toMatchObject({ added: 0, known: 2, refused: 0 })
    expect(second.body.rows[0].interviewId).toBe(first.body.rows[0].interviewId)
    expect(await lettersOf(id)).toBe(2)
    for (const { status } of await listOf(id)) expect(status).toBe('Awaiting Response')
  })

  test('of a person of another assessment keeps the person', async () => {
    const one = await greenroom.build.assessment(company)
    const { profileId } = await greenroom.build.candidate(company, one.id, { emailAddress: 'same@example.com' })
    const { id } = await greenroom.build.assessment(company)
    const { body } = await bring(id, [row('same@example.com')])
    expect(body.rows[0]).toMatchObject({ result: 'added', profileId })
    expect((await listOf(one.id))[0].profile.firstName).toBe('Ada')
  })

  test('of a thousand is one request, and two of the same at once add each person once', async () => {
    const { id } = await greenroom.build.assessment(company)
    const people = Array.from({ length: 1000 }, (_, number) => row(`many${number}@example.com`))
    const both = await Promise.all([bring(id, people), bring(id, people.toReversed())])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(both.reduce((sum, { body }) => sum + body.added, 0)).toBe(1000)
    expect(await listOf(id)).toHaveLength(1000)
    const inOrder = await greenroom.build.assessment(company)
    await bring(inOrder.id, people)
    const addresses = (await listOf(inOrder.id)).map((each: { candidateEmail: string }) => each.candidateEmail)
    expect(addresses.toReversed()).toEqual(people.map(({ emailAddress }) => emailAddress))
    expect((await bring(id, [...people, row('more@example.com')])).status).toBe(422)
  })

  test('is for those who may add candidates, and for an assessment of their own', async () => {
    const { id } = await greenroom.build.assessment(company)
    const people = [row('x@example.com')]
    expect((await bring(id, people, {}, await company.user('reviewer'))).status).toBe(403)
    expect((await bring(id, people, {}, await greenroom.build.company())).status).toBe(404)
    expect(await listOf(id)).toEqual([])
  })
})

async function lettersOf(assessmentId: number): Promise<number> {
  const rows = await greenroom.running.app.world.database
    .of(company.companyId)
    .selectFrom('letter')
    .innerJoin('interview as i', 'i.id', 'letter.interviewId')
    .select('letter.id')
    .where('i.assessmentId', '=', assessmentId)
    .execute()
  return rows.length
}
