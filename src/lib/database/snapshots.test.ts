import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const { build, running } = testApp()

test('callers who never finish reading long lists keep nobody from writing', async () => {
  const company = await build.company()
  const db = running.app.world.database.of(company.companyId)
  const asked = Array.from({ length: 20 }, () => db.startTransaction().setIsolationLevel('repeatable read').execute())
  expect((await build.assessment(company)).id).toBeTypeOf('number')
  const held = (await Promise.allSettled(asked)).filter((one) => one.status === 'fulfilled')
  expect(held.length).toBeLessThan(16)
  for (const { value } of held) await value.rollback().execute()
})
