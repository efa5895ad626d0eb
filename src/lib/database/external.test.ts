import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { externalConnection } from './external.ts'
import { createPools } from './pools.ts'

test("what the URL says of the session takes nothing from what we say: a superuser's rows stay walled, in UTC", async () => {
  const { socketDir, port, superuser } = inject('postgres')
  const options = encodeURIComponent('-c statement_timeout=7s -c timezone=Asia/Kolkata')
  const url = `postgres://${superuser}@localhost:${port}/postgres?options=${options}&host=${encodeURIComponent(socketDir)}`
  const pools = createPools({ connection: await externalConnection(url) })
  const writer = await pools.writer()
  const { rows } = await writer.query(
    `select current_user as role, current_setting('timezone') as zone, current_setting('statement_timeout') as patience`,
  )
  writer.release()
  await pools.close()
  expect(rows).toEqual([{ role: 'greenroom', zone: 'UTC', patience: '7s' }])
})

test('a role that may not make tables is told so', async () => {
  const { socketDir: host, port, superuser } = inject('postgres')
  const admin = new pg.Client({ host, port, user: superuser, database: 'postgres' })
  await admin.connect()
  await admin.query('create role visitor login')
  const url = `postgres://visitor@localhost:${port}/postgres?host=${encodeURIComponent(host)}`
  await expect(externalConnection(url)).rejects.toThrow('let it own the database')
  await admin.query('drop role visitor')
  await admin.end()
})
