import { sql } from 'kysely'
import { atomically, contextOf, type World } from '../lib/context.ts'
import { close, indexesOf, sealedForSilence } from '../room/segments.ts'
import { ownerOf } from './keys.ts'

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

/** Removes media whose segment is gone, files made playable that no segment points to, and drafts of the dead. */
export async function clearOrphans(world: World): Promise<void> {
  await world.media.sweep()
  let batch: Owned[] = []
  for await (const key of world.media.list('')) {
    const owner = ownerOf(key)
    if (owner) batch.push({ key, ...owner })
    if (batch.length >= atOnce) {
      await clearBatch(world, batch)
      batch = []
    }
  }
  if (batch.length > 0) await clearBatch(world, batch)
}

type Owned = { key: string; segmentId: string; kind: 'raw' | 'play' }

async function clearBatch(world: World, batch: Owned[]): Promise<void> {
  const ids = [...new Set(batch.map(({ segmentId }) => segmentId))]
  const { rows } = await sql<{ id: string; mediaKey: string | null; settled: boolean }>`
    select id, media_key as "mediaKey", ready_at is not null as settled
    from segment where id = any(${ids}::uuid[])`.execute(world.database.system.withoutPlugins())
  const segments = new Map(rows.map((row) => [row.id, row]))
  for (const { key, segmentId, kind } of batch) {
    const segment = segments.get(segmentId)
    const superseded = kind === 'play' && segment?.settled === true && segment.mediaKey !== key
    if (!segment || superseded) await world.media.remove(key)
  }
}
