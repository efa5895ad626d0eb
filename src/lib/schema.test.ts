import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { rowTypes } from '../../test/row-types.ts'
import { cloneTemplate } from '../../test/template.ts'

test('the row types are those of the migrated database', async () => {
  const { socketDir: host, port, user } = inject('postgres')
  const { database, drop } = await cloneTemplate({ host, port, user })
  const types = rowTypes({ host, port, user, database })
  await drop()
  expect(types).toBe(readFileSync(new URL('./schema.ts', import.meta.url), 'utf8'))
})
