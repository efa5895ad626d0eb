import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { openRoom } from '../../test/room.ts'
import { sweepRetention } from './retention.ts'

const dayMs = 86_400_000
const clock = { ahead: 0 }
const greenroom = testApp({ ROLES: 'web' }, { now: () => new Date(Date.now() + clock.ahead) })
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})

const sweep = () => sweepRetention(greenroom.running.app.world)

test('interviews are deleted when their assessment keeps them no longer, and their people with them', async () => {
  const given = { retentionDays: 30, expiresAt: String(Date.now() + 7 * dayMs) }
  const handedIn = await openRoom(greenroom, company, [{ questionType: 'essay' }], given)
  const never = await greenroom.build.candidate(company, handedIn.assessmentId)
  const kept = await openRoom(greenroom, company, [{ questionType: 'essay' }])
  await handedIn.agree()
  await handedIn.put(`/questions/${handedIn.questionIds[0]}/written`, { text: 'Hello' })
  await handedIn.post('/submit', {})
  const left = async (assessmentId: number) => {
    const ctx = greenroom.running.app.world.database.of(company.companyId)
    const rows = await ctx.selectFrom('interview').select('uuid').where('assessmentId', '=', assessmentId).execute()
    return rows.map(({ uuid }) => uuid).sort()
  }
  clock.ahead = 29 * dayMs
  await sweep()
  expect(await left(handedIn.assessmentId)).toHaveLength(2)
  clock.ahead = 31 * dayMs
  await Promise.all([sweep(), sweep()])
  expect(await left(handedIn.assessmentId)).toEqual([never.interviewId])
  clock.ahead = 38 * dayMs
  await sweep()
  expect(await left(handedIn.assessmentId)).toEqual([])
  clock.ahead = 3650 * dayMs
  await sweep()
  expect(await left(kept.assessmentId)).toEqual([kept.uuid])

  const db = greenroom.running.app.world.database.of(company.companyId)
  const keys = await db.selectFrom('candidateKey').select('candidateId').execute()
  expect(keys.map(({ candidateId }) => candidateId)).toEqual([kept.profileId])
  const events = await db.selectFrom('event').select('details').where('kind', '=', 'interview.deleted').execute()
  expect(events.map(({ details }) => details)).toEqual([{ because: 'retention' }, { because: 'retention' }])
})
