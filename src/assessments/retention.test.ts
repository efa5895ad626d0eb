import { sql } from 'kysely'
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
  expect(events.map(({ details }) => details)).toMatchObject([{ because: 'retention' }, { because: 'retention' }])
})

test('an interview that is to be kept longer, after all, is kept, also when it was found already', async () => {
  clock.ahead = 0
  const mine = await greenroom.build.company()
  const { id } = await greenroom.build.assessment(mine, { retentionDays: 30 })
  await greenroom.build.candidate(mine, id)
  clock.ahead = 60 * dayMs
  const { system } = greenroom.running.app.world.database
  let sweeping: Promise<number> | undefined
  await system.transaction().execute(async (db) => {
    await db.updateTable('assessment').set({ retentionDays: null }).where('id', '=', id).execute()
    sweeping = sweep()
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  await sweeping
  expect(await system.selectFrom('interview').select('id').where('assessmentId', '=', id).execute()).toHaveLength(1)
})

test('one that cannot be deleted keeps nobody else’s', async () => {
  clock.ahead = 0
  const mine = await greenroom.build.company()
  const { id } = await greenroom.build.assessment(mine, { retentionDays: 30 })
  await greenroom.build.candidate(mine, id)
  await greenroom.build.candidate(mine, id)
  const { system } = greenroom.running.app.world.database
  const left = () => system.selectFrom('interview').select('id').where('assessmentId', '=', id).orderBy('id').execute()
  const [first] = await left()
  await sql`create function stay() returns trigger language plpgsql as 'begin raise exception ''no''; end'`.execute(
    system,
  )
  await sql`create trigger stay before delete on interview for each row when (old.id = ${sql.lit(first?.id)})
    execute function stay()`.execute(system)
  clock.ahead = 60 * dayMs
  await expect(sweep()).rejects.toThrow('1 interviews could not be deleted')
  expect(await left()).toEqual([first])
  await sql`drop trigger stay on interview`.execute(system)
  await sweep()
  expect(await left()).toEqual([])
})
