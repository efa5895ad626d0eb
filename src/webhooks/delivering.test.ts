import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { waysTo } from '../../test/plans.ts'
import { claiming } from './delivering.ts'
import { spreadAll } from './spreading.ts'

const many = 100_000
const greenroom = testApp({ ROLES: 'web' })

test('what is due is found by its index and not by looking at a hundred thousand deliveries', async () => {
  const company = await greenroom.build.company()
  const given = { url: 'https://ats.example.com/greenroom' }
  const { body: webhook } = await company.api('/room/v1/webhooks', { method: 'POST', body: given })
  const db = greenroom.running.app.world.database.system.withoutPlugins()
  await sql`
    insert into delivery (company_id, webhook_id, type, payload, created_at, due_at)
    select ${company.companyId}, ${webhook.id}, 'webhook.test', '{}', now(), now() + number * interval '1 second'
    from generate_series(1, ${many}) number`.execute(db)
  await sql`analyze delivery`.execute(db)
  for (const seconds of [60, many]) {
    const ways = await waysTo(db, 'delivery', claiming(new Date(Date.now() + seconds * 1000), [webhook.id]))
    expect(ways.filter((way) => way === 'Index Scan delivery_due')).toHaveLength(2)
    expect(ways.filter((way) => /Seq/.test(way))).toEqual([])
  }
})

test('many receivers with much to be told keep none waiting that has little', async () => {
  const db = greenroom.running.app.world.database.system.withoutPlugins()
  const withDue = async (count: number) => {
    const company = await greenroom.build.company()
    const given = { url: 'https://ats.example.com/greenroom' }
    const { body: webhook } = await company.api('/room/v1/webhooks', { method: 'POST', body: given })
    await sql`
      insert into delivery (company_id, webhook_id, type, payload, created_at, due_at)
      select ${company.companyId}, ${webhook.id}, 'webhook.test', '{}', now(), now() - interval '1 hour'
      from generate_series(1, ${count})`.execute(db)
    return webhook.id
  }
  for (let large = 0; large < 28; large++) await withDue(500)
  const small = await withDue(1)
  for (let claims = 0; claims < 30; claims++) {
    const { rows } = await claiming(new Date(), []).execute(db)
    expect(rows.length).toBeGreaterThan(190)
    if (rows.some(({ webhookId }) => webhookId === small)) return
  }
  expect.unreachable('The only delivery of a webhook was not claimed')
})

test('a webhook that missed much is told it in turns with those that have a little to be told', async () => {
  const { world } = greenroom.running.app
  const db = world.database.system.withoutPlugins()
  const withEvents = async (count: number) => {
    const company = await greenroom.build.company()
    const given = { url: 'https://ats.example.com/greenroom' }
    const { body: webhook } = await company.api('/room/v1/webhooks', { method: 'POST', body: given })
    await sql`
      insert into event (company_id, at, actor, kind, subject, seq)
      select ${company.companyId}, now(), 'system', 'assessment.updated', '1', 1000 + number
      from generate_series(1, ${count}) number`.execute(db)
    return async () => (await sql`select from delivery where webhook_id = ${webhook.id}`.execute(db)).rows.length
  }
  const large = await withEvents(1600)
  const small = await withEvents(1)
  const stop = new AbortController()
  // The clock is asked for each event, and the process ends in the midst of the large one's second page.
  let asked = 0
  const now = () => {
    if (++asked > 700) stop.abort()
    return world.now()
  }
  await spreadAll({ ...world, now }, stop.signal)
  expect([await large(), await small()]).toEqual([1000, 1])
  await spreadAll(world, new AbortController().signal)
  expect([await large(), await small()]).toEqual([1600, 1])
})
