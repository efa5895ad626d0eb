import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { contextOf } from '../lib/context.ts'
import { record, recordAll } from './events.ts'

const clock = { ahead: 0 }
const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const list = async (query = '', { api }: Pick<Company, 'api'> = company) => (await api(`/room/v1/events${query}`)).body

describe('the audit log', () => {
  test('tells who did what to what, newest first, a page at a time', async () => {
    const mine = await greenroom.build.company()
    const { id } = await greenroom.build.assessment(mine)
    const { interviewId } = await greenroom.build.candidate(mine, id)
    await mine.api(`/room/v1/candidates/${interviewId}/answers`)
    const { events } = await list('', mine)
    expect(events.slice(0, 2)).toMatchObject([
      { kind: 'interview.viewed', actorName: mine.email, interview: { uuid: interviewId, assessmentId: id } },
      { kind: 'interview.created', details: { assessmentId: id } },
    ])
    const first = await list('?limit=2', mine)
    const second = await list(`?limit=2&before=${first.next}`, mine)
    const ids = [...first.events, ...second.events].map(({ eventId }: { eventId: number }) => eventId)
    expect(ids).toEqual(events.slice(0, 4).map(({ eventId }: { eventId: number }) => eventId))
  })

  test('knows several things that a page asks for at once as one viewing', async () => {
    const mine = await greenroom.build.company()
    const { id } = await greenroom.build.assessment(mine)
    const { interviewId } = await greenroom.build.candidate(mine, id)
    const look = () => mine.api(`/room/v1/candidates/${interviewId}/answers`)
    await Promise.all(Array.from({ length: 8 }, look))
    expect((await list('?kind=interview.viewed', mine)).events).toHaveLength(1)
  })

  test('is narrowed by person, kind, object and time', async () => {
    const recruiter = await company.user('recruiter')
    const { id } = await greenroom.build.assessment(recruiter)
    await greenroom.build.assessment(company)
    const kinds = ({ events }: { events: { kind: string }[] }) => [...new Set(events.map(({ kind }) => kind))].sort()
    expect(kinds(await list(`?user=${recruiter.userId}`))).toEqual(['assessment.created', 'user.signed_in'])
    expect((await list(`?object=assessment%20${id}`)).events).toHaveLength(1)
    expect(kinds(await list('?kind=assessment'))).toEqual(['assessment.created'])
    expect((await list(`?from=${new Date(Date.now() + 60_000).toISOString()}`)).events).toEqual([])
    for (const wrong of ['user=x', 'kind=%25', "object=a';--", 'from=2026-02-30T00:00:00Z', 'limit=-1'])
      expect((await company.api(`/room/v1/events?${wrong}`)).status, wrong).toBeGreaterThanOrEqual(400)
  })

  test('holds no name, and is read by those who may, of their own company', async () => {
    const { uuid, agree, post } = await openRoom(greenroom, company, [{ questionType: 'essay' }])
    await agree()
    await company.api(`/room/v1/candidates/${uuid}/share`, { method: 'POST', body: {} })
    await post('/withdraw', {})
    expect(JSON.stringify(await list())).not.toMatch(/Jane|jane\d/)
    expect((await (await company.user('reviewer')).api('/room/v1/events')).status).toBe(403)
    const stranger = await greenroom.build.company()
    expect((await list('', stranger)).events.every(({ kind }: { kind: string }) => !kind.startsWith('interview'))).toBe(
      true,
    )
  })

  test('is taken along as a table, which is an event and holds no formula', async () => {
    const answer = await company.api('/room/v1/events/export?kind=company')
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = answer.text.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('company.created')
    expect((await list('?kind=audit')).events).toHaveLength(1)
    await company.api('/room/v1/account', { method: 'PATCH', body: { name: '=HYPERLINK("https://evil.example")' } })
    const hostile = (await company.api('/room/v1/events/export?kind=user.renamed')).text
    expect(hostile).toContain(`,"'=HYPERLINK(""https://evil.example"")",user.renamed,`)
    await company.api('/room/v1/account', { method: 'PATCH', body: { name: '' } })
  })
})

describe('the chain', () => {
  const chain = async ({ api }: Pick<Company, 'api'>) => (await api('/room/v1/events/chain')).body

  test('is found whole, and found broken wherever somebody was at it', async () => {
    const mine = await greenroom.build.company()
    await greenroom.build.assessment(mine)
    const { events, brokenAt } = await chain(mine)
    expect(brokenAt).toBeNull()
    await greenroom.build.assessment(mine)
    expect((await chain(mine)).events).toBe(events + 1)

    const { companyId } = mine
    const { world } = greenroom.running.app
    await tamper(sql`update event set details = '{"forged":true}' where company_id = ${companyId} and seq = 2`)
    clock.ahead = 11 * 60_000
    expect((await chain(mine)).brokenAt).toBe(2)
    const ctx = contextOf(world, { kind: 'system', companyId })
    await record(ctx, 'company.updated', companyId)
    expect((await chain(mine)).brokenAt).toBe(2)
    clock.ahead = 0
  })

  test('is found broken where its end was cut off, which fits in itself', async () => {
    const mine = await greenroom.build.company()
    await greenroom.build.assessment(mine)
    const { events } = await chain(mine)
    await tamper(sql`delete from event where company_id = ${mine.companyId} and seq >= ${events - 1}`)
    await greenroom.build.assessment(mine)
    for (let look = 0; look < 2; look++) expect((await chain(mine)).brokenAt).toBe(events)
  })

  test('is chained and checked to its end, however many events came at once', async () => {
    const mine = await greenroom.build.company()
    const ctx = contextOf(greenroom.running.app.world, { kind: 'system', companyId: mine.companyId })
    await recordAll(
      ctx,
      'candidate.created',
      Array.from({ length: 10_500 }, (_, index) => index + 1),
    )
    const first = await chain(mine)
    expect(first.events).toBeGreaterThan(10_500)
    await greenroom.build.assessment(mine)
    expect(await chain(mine)).toMatchObject({ events: first.events + 1, brokenAt: null, wholeAt: first.wholeAt })
    await tamper(sql`delete from event where company_id = ${mine.companyId} and seq > 10_500`)
    expect((await chain(mine)).brokenAt).toBe(10_501)
  })

  /** What somebody can do who has the database. */
  const tamper = (how: ReturnType<typeof sql>) =>
    greenroom.running.app.world.database.system.transaction().execute(async (db) => {
      await sql`alter table event disable trigger event_append_only`.execute(db)
      await how.execute(db)
      await sql`alter table event enable trigger event_append_only`.execute(db)
    })
})
