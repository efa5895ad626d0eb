import { sql } from 'kysely'
import type { World } from '../lib/context.ts'
import { Answer, type Door } from '../lib/door.ts'
import { alive, ready } from './contract.ts'

export function routes(door: Door) {
  door.on(alive, async () => ({ status: 'ok' }))
  door.on(ready, async (world) => {
    const missing = await whatIsMissing(world)
    return missing.length === 0 ? { status: 'ready' } : new Answer(503, { status: 'not ready', missing })
  })
}

async function whatIsMissing({ database }: World): Promise<string[]> {
  const answers = await Promise.race([
    sql`select`.execute(database.system).then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, 2000, false)),
  ])
  return answers ? [] : ['database']
}
