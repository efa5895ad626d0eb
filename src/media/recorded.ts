import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { keyFor } from '../lib/vault.ts'
import type { Chunk } from './joined.ts'
import { chunkKey } from './keys.ts'
import type { Recorded } from './make.ts'

/** A sealed segment as it was recorded; `narrowed` is a further condition on `s`. */
export async function findRecorded(
  { db, actor, vault }: Ctx,
  segmentId: string,
  narrowed: RawBuilder<unknown>,
): Promise<(Recorded & { chunkCount: number | null }) | undefined> {
  const { companyId } = actor
  const { rows } = await sql<Found>`
    select s.mime_type as "mimeType", s.recorded_ms as "recordedMs", s.chunk_count as "chunkCount", k.wrapped
    from segment s
    join take t on t.company_id = s.company_id and t.id = s.take_id
    join interview i on i.company_id = t.company_id and i.id = t.interview_id
    join candidate_key k on k.company_id = i.company_id and k.candidate_id = i.candidate_id
    where s.company_id = ${companyId} and s.id = ${segmentId} and s.sealed_at is not null and ${narrowed}`.execute(
    db.withoutPlugins(),
  )
  const [row] = rows
  if (!row) return undefined
  const { wrapped, ...segment } = row
  const mediaKey = keyFor(vault.unwrap(companyId, wrapped), 'media')
  return { ...segment, segmentId, mediaKey, chunks: await chunksOf({ db, actor }, segmentId) }
}

type Found = { mimeType: string; recordedMs: number | null; chunkCount: number | null; wrapped: Buffer }

/** In order, as far as they follow each other: of a segment sealed for silence there may be more. */
async function chunksOf({ db, actor }: Pick<Ctx, 'db' | 'actor'>, segmentId: string): Promise<Chunk[]> {
  const rows = await db
    .selectFrom('chunk')
    .innerJoin('segment as s', (on) =>
      on.onRef('s.companyId', '=', 'chunk.companyId').onRef('s.id', '=', 'chunk.segmentId'),
    )
    .select(['chunk.index', 'chunk.bytes', 'chunk.sha256'])
    .where('chunk.companyId', '=', actor.companyId)
    .where('chunk.segmentId', '=', segmentId)
    .whereRef('chunk.index', '<', 's.chunkCount')
    .orderBy('chunk.index')
    .execute()
  return rows.map(({ index, bytes, sha256 }) => ({ key: chunkKey(actor.companyId, segmentId, index, sha256), bytes }))
}
