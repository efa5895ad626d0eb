import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'
import { openSealed, type SealedFile } from './sealed-file.ts'

export type Playing = { bytes: number; type: string; sha256: Buffer; open: () => Promise<SealedFile> }

export type Found = Playing & { segmentId: string; interviewId: number }

/** The copy that plays everywhere, or the sound alone. */
export type CopyKind = 'mp4' | 'sound'
/** As it was recorded, or a copy. */
export type As = 'recorded' | CopyKind

/** Of the takes of a question only the one that was kept is for others' eyes. */
export const isAnswer = sql`exists (select from answer a where a.company_id = t.company_id and a.take_id = t.id)`

type Row = {
  id: string
  interviewId: number
  key: string
  bytes: number
  type: string | null
  sha256: Buffer
  wrapped: Buffer
}

/** The first such segment, ready to be read. `narrowed` is a condition on `s` (segment), `t` (take),
 * `i` (interview) and `a` (assessment), and says whose it must be. */
export async function findPlaying(
  { db, actor, vault, media }: Ctx,
  narrowed: RawBuilder<unknown>,
  asked: string,
  as: As = 'recorded',
): Promise<Found> {
  const { rows } = await sql<Row>`
    select s.id, i.id as "interviewId", f.media_key as key, f.media_bytes as bytes, f.media_type as type, f.media_sha256 as sha256, k.wrapped
    from segment s
    join ${as === 'recorded' ? sql`segment f on f.id = s.id` : sql`rendition f on f.segment_id = s.id and f.kind = ${as}`}
      and f.company_id = s.company_id
    join take t on t.company_id = s.company_id and t.id = s.take_id
    join question q on q.company_id = t.company_id and q.id = t.question_id
    join interview i on i.company_id = t.company_id and i.id = t.interview_id
    join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
    join candidate_key k on k.company_id = i.company_id and k.candidate_id = i.candidate_id
    where s.company_id = ${actor.companyId} and f.ready_at is not null and f.media_key is not null
      and ${narrowed}
    order by q.position, q.id, s.number limit 1`.execute(db.withoutPlugins())
  const [row] = rows
  if (!row) throw unknown('Segment', asked)
  const { id: segmentId, interviewId, key, bytes, sha256 } = row
  const mediaKey = keyFor(vault.unwrap(actor.companyId, row.wrapped), 'media')
  return {
    segmentId,
    interviewId,
    bytes,
    sha256,
    type: plainType(row.type),
    open: () => openSealed(media, key, mediaKey, bytes),
  }
}

/** Without the codecs: a browser that cannot read their spelling refuses a file it could play. */
const plainType = (mediaType: string | null) => mediaType?.split(';')[0] ?? 'application/octet-stream'
