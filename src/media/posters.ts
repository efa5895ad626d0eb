import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { invalid, unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'
import { pictureKind } from '../pictures/kind.ts'
import { posterKey } from './keys.ts'
import { readWhole, sealWhole } from './sealed-file.ts'

/** Stores the still of a segment. `narrowed` says whose segment it must be. The first stays. */
export async function put(ctx: Ctx, segmentId: string, jpeg: Buffer, narrowed: RawBuilder<unknown>): Promise<void> {
  if (pictureKind(jpeg)?.type !== 'image/jpeg')
    throw invalid('Poster', { field: 'body', code: 'custom', message: 'is not a JPEG picture' })
  const found = await find(ctx, sql`s.id = ${segmentId} and ${narrowed}`)
  if (!found) throw unknown('Segment', segmentId)
  if (found.key) return
  const key = posterKey(ctx.actor.companyId, segmentId)
  await ctx.media.put(key, sealWhole(found.mediaKey, jpeg))
  await ctx.db
    .updateTable('segment')
    .set({ posterKey: key, posterBytes: jpeg.length })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', segmentId)
    .execute()
}

/** The still of the first segment that has one. */
export async function read(ctx: Ctx, narrowed: RawBuilder<unknown>, asked: string): Promise<Buffer> {
  const found = await find(ctx, sql`s.poster_key is not null and ${narrowed}`)
  if (!found?.key) throw unknown('Poster', asked)
  return readWhole(ctx.media, found.key, found.mediaKey, found.bytes)
}

type Found = { key: string | null; bytes: number; wrapped: Buffer }

async function find({ db, actor, vault }: Ctx, narrowed: RawBuilder<unknown>) {
  const { rows } = await sql<Found>`
    select s.poster_key as key, s.poster_bytes as bytes, k.wrapped
    from segment s
    join take t on t.company_id = s.company_id and t.id = s.take_id
    join question q on q.company_id = t.company_id and q.id = t.question_id
    join interview i on i.company_id = t.company_id and i.id = t.interview_id
    join candidate_key k on k.company_id = i.company_id and k.candidate_id = i.candidate_id
    where s.company_id = ${actor.companyId} and ${narrowed}
    order by q.position, q.id, s.number limit 1`.execute(db.withoutPlugins())
  const [row] = rows
  return row && { ...row, mediaKey: keyFor(vault.unwrap(actor.companyId, row.wrapped), 'media') }
}
