import { createHash, type KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { Problem, unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'
import { chunkKey } from '../media/keys.ts'
import { companyUse, refuseFullCompany } from '../media/quota.ts'
import { sealWhole } from '../media/sealed-file.ts'
import { sha256Named } from './digest.ts'
import type { CandidateCtx } from './interview.ts'
import { interviewLimit, takeLimit, untimedSeconds } from './limits.ts'
import { sealedForSilence } from './segments.ts'

export type Given = { segmentId: string; index: number; bytes: Buffer; digest: string | undefined }

/**
 * Stores one chunk, and returns only when a power cut could not lose it: file, folder and row, in this order.
 * The same chunk again is the same answer; other bytes under its index are refused.
 */
export async function put(ctx: CandidateCtx, given: Given): Promise<'stored' | 'known'> {
  const sha256 = checkDigest(given)
  const place = await findPlace(ctx, given)
  if (place.known) return refuseOther(place.known, sha256)
  refuseSealed(place, given)
  refuseTooMuch(place, given)
  refuseFullCompany(ctx, place.companyBytes, given.bytes.length)
  await write(ctx, given, sha256, place.mediaKey)
  return await enter(ctx, given, sha256)
}

function checkDigest({ bytes, digest = '' }: Given): Buffer {
  const named = sha256Named(digest)
  if (!named) throw new Problem('malformed', 'Send Content-Digest with the sha-256 of the body (RFC 9530)')
  if (bytes.length === 0) throw new Problem('malformed', 'Send the bytes of the chunk as application/octet-stream')
  const sha256 = createHash('sha256').update(bytes).digest()
  if (!sha256.equals(named)) throw new Problem('invalid', 'These are not the bytes of the digest')
  return sha256
}

type Place = {
  sealedAt: Date | null
  sealReason: string | null
  known: Buffer | null
  takeLeft: number
  interviewLeft: number
  companyBytes: number
  mediaKey: KeyObject
}

/** One statement for all there is to know: a chunk a second from every candidate must stay cheap. */
async function findPlace({ db, actor, vault }: CandidateCtx, { segmentId, index }: Given): Promise<Place> {
  const { companyId, interviewId } = actor
  const { rows } = await sql<Row>`
    select s.sealed_at as "sealedAt", s.seal_reason as "sealReason", k.wrapped,
      ${secondsOf('q')} as seconds, ${companyUse(companyId)} as "companyBytes",
      (select sha256 from chunk c where c.company_id = s.company_id and c.segment_id = s.id and c.index = ${index}) as known,
      used.take as "takeBytes", used.interview as "interviewBytes",
      (select json_agg(json_build_object('seconds', ${secondsOf('o')}, 'takes', o.max_retakes + 1))
        from question o where o.company_id = q.company_id and o.assessment_id = q.assessment_id
          and o.type in ('video', 'audio')) as questions
    from segment s
    join take t on t.company_id = s.company_id and t.id = s.take_id
    join question q on q.company_id = t.company_id and q.id = t.question_id
    join interview i on i.company_id = t.company_id and i.id = t.interview_id
    join candidate_key k on k.company_id = i.company_id and k.candidate_id = i.candidate_id
    cross join lateral (
      select sum(o.bytes) filter (where o.take_id = s.take_id) as take, sum(o.bytes) as interview
      from take u join segment o on o.company_id = u.company_id and o.take_id = u.id
      where u.company_id = ${companyId} and u.interview_id = ${interviewId}) used
    where s.company_id = ${companyId} and s.id = ${segmentId} and t.interview_id = ${interviewId}`.execute(
    db.withoutPlugins(),
  )
  const [row] = rows
  if (!row) throw unknown('Segment', segmentId)
  const { wrapped, seconds, takeBytes, interviewBytes, questions, ...place } = row
  const mediaKey = keyFor(vault.unwrap(companyId, wrapped), 'media')
  const takeLeft = takeLimit(seconds) - Number(takeBytes)
  return { ...place, mediaKey, takeLeft, interviewLeft: interviewLimit(questions) - Number(interviewBytes) }
}

/** How long an answer may be. Without a limit of time, as much as would fill an hour, or ten times the question's time. */
const secondsOf = (question: 'q' | 'o') => {
  const given = sql.ref(`${question}.max_answer_seconds`)
  return sql`coalesce(${given} * i.time_multiplier, greatest(${given} * 10, ${untimedSeconds}))`
}

type Row = Omit<Place, 'mediaKey' | 'takeLeft' | 'interviewLeft'> & {
  wrapped: Buffer
  seconds: number
  takeBytes: number
  interviewBytes: number
  questions: { seconds: number; takes: number }[]
}

function refuseOther(known: Buffer, sha256: Buffer): 'known' {
  if (!known.equals(sha256)) throw new Problem('conflict', 'Other bytes are stored under this index')
  return 'known'
}

function refuseSealed({ sealedAt, sealReason }: Place, { index }: Given): void {
  if (!sealedAt || sealReason === sealedForSilence) return
  throw new Problem('conflict', `This segment was sealed without a chunk ${index}`)
}

function refuseTooMuch({ takeLeft, interviewLeft }: Place, { bytes }: Given): void {
  if (bytes.length > takeLeft) throw new Problem('too_large', 'This take is larger than its question allows')
  if (bytes.length > interviewLeft)
    throw new Problem('too_large', 'The takes of this interview are larger than its questions allow')
}

async function write({ media, actor }: CandidateCtx, given: Given, sha256: Buffer, mediaKey: KeyObject) {
  const key = chunkKey(actor.companyId, given.segmentId, given.index, sha256)
  await media.put(key, sealWhole(mediaKey, given.bytes))
}

/**
 * The row decides between two that came at once. A late chunk opens a segment we had sealed for silence. The segment is
 * held from here to the commit, and by its sealing too: it is sealed with this chunk or before it, and never counts less
 * than it has.
 */
async function enter(ctx: CandidateCtx, given: Given, sha256: Buffer): Promise<'stored' | 'known'> {
  const { companyId } = ctx.actor
  const { segmentId, index, bytes } = given
  const { rows } = await sql<{ index: number }>`
    with entered as (
      insert into chunk (company_id, segment_id, index, bytes, sha256, stored_at)
      select company_id, id, ${index}::int, ${bytes.length}::int, ${sha256}::bytea, ${ctx.now()}::timestamptz
      from segment where company_id = ${companyId} and id = ${segmentId}
        and (sealed_at is null or seal_reason = ${sealedForSilence})
      for no key update
      on conflict (company_id, segment_id, index) do nothing
      returning index, bytes
    )
    update segment set bytes = segment.bytes + entered.bytes,
      sealed_at = null, seal_reason = null, chunk_count = null, ready_at = null, failed_at = null
    from entered where company_id = ${companyId} and id = ${segmentId}
    returning entered.index`.execute(ctx.db)
  if (rows.length > 0) return 'stored'
  const place = await findPlace(ctx, given)
  if (place.known) return refuseOther(place.known, sha256)
  throw new Problem('conflict', `This segment was sealed without a chunk ${index}`)
}
