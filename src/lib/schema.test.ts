import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { rowTypes } from '../../test/row-types.ts'

test('the row types are those of the migrated database', () => {
  const { socketDir: host, port, user } = inject('postgres')
  expect(rowTypes({ host, port, user })).toBe(readFileSync(new URL('./schema.ts', import.meta.url), 'utf8'))
})
