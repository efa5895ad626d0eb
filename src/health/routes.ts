import { sql } from 'kysely'
import type { World } from '../lib/context.ts'
import type { Door } from '../lib/door.ts'
import { Problem } from '../lib/problem.ts'
import { alive, ready } from './contract.ts'

export function routes(door: Door) {
  door.on(alive, async () => ({ status: 'ok' }))
  door.on(ready, async (world) => {
    const missing = await whatIsMissing(world)
    if (missing.length === 0) return { status: 'ready' }
    throw new Problem('unavailable', `Away: ${missing.join(', ')}`, { extra: { missing }, retryAfterSeconds: 1 })
  })
}

async function whatIsMissing({ database, media }: World): Promise<string[]> {
  const [rows, recordings] = await Promise.all([answers(sql`select`.execute(database.system)), answers(media.check())])
  return [...(rows ? [] : ['database']), ...(recordings ? [] : ['media store'])]
}

function answers(asked: Promise<unknown>): Promise<boolean> {
  const answer = asked.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, new Promise<boolean>((resolve) => setTimeout(resolve, 2000, false))])
}
