import { sql } from 'kysely'
import { atomically, contextOf, type World } from '../lib/context.ts'
import { close, indexesOf, sealedForSilence } from '../room/segments.ts'

const silentMs = 24 * 60 * 60_000

/** Seals what has been silent for a day, as far as its chunks follow each other; a late chunk opens it again. */
export async function sealSilent(world: World): Promise<void> {
  const before = new Date(world.now().getTime() - silentMs)
  const { rows } = await sql<{ companyId: number; id: string }>`
    select s.company_id as "companyId", s.id from segment s
    where s.sealed_at is null and s.begun_at < ${before} and not exists (
      select from chunk c where c.company_id = s.company_id and c.segment_id = s.id and c.stored_at >= ${before})
    limit 1000`.execute(world.database.system.withoutPlugins())
  for (const { companyId, id } of rows) await sealOne(world, companyId, id)
}

function sealOne(world: World, companyId: number, segmentId: string): Promise<void> {
  return atomically(contextOf(world, { kind: 'system', companyId }), async (ctx) => {
    const open = await ctx.db
      .selectFrom('segment')
      .select('id')
      .where('companyId', '=', companyId)
      .where('id', '=', segmentId)
      .where('sealedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!open) return
    const have = await indexesOf(ctx, segmentId)
    const gap = have.findIndex((index, place) => index !== place)
    const chunkCount = gap === -1 ? have.length : gap
    await close(ctx, segmentId, { chunkCount, recordedMs: null, sealReason: sealedForSilence })
  })
}

const atOnce = 500

/** Removes from the store what a deletion has queued, and drafts whose process died. */
export async function removeDeleted(world: World): Promise<void> {
  await world.media.sweep()
  const queued = await world.database.system.selectFrom('mediaRemoval').selectAll().limit(atOnce).execute()
  for (const { companyId, key } of queued) {
    if (key.endsWith('/')) for await (const under of world.media.list(key.slice(0, -1))) await world.media.remove(under)
    else await world.media.remove(key)
    await world.database.system
      .deleteFrom('mediaRemoval')
      .where('companyId', '=', companyId)
      .where('key', '=', key)
      .execute()
  }
}
