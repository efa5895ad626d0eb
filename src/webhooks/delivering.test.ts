import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { waysTo } from '../../test/plans.ts'
import { claiming } from './delivering.ts'

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
