import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'
import { plainWords } from '../room/plain-words.ts'
import { openSealed, type SealedFile } from './sealed-file.ts'

export type VisitorCtx = Ctx<{ kind: 'visitor'; companyId: number; shareLinkId: string; interviewId: number }>

export type SharedSegment = {
  id: string
  number: number
  ready: boolean
  failure: string | null
  durationMs: number | null
}

/** What a share link shows: the answers that were kept, in the order they were asked. A viewing is an event. */
export function look(outer: VisitorCtx) {
  return atomically(outer, async (ctx) => {
    await countView(ctx)
    const { companyName, assessmentName } = await findTitle(ctx)
    return { companyName, assessmentName, answers: await listAnswers(ctx) }
  })
}

async function countView(ctx: VisitorCtx): Promise<void> {
  const { companyId, shareLinkId, interviewId } = ctx.actor
  await ctx.db
    .updateTable('shareLink')
    .set(({ eb }) => ({ views: eb('views', '+', 1) }))
    .where('companyId', '=', companyId)
    .where('id', '=', shareLinkId)
    .execute()
  await record(ctx, 'interview.viewed', interviewId, { shareLinkId })
}

const findTitle = ({ db, actor }: VisitorCtx) =>
  db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .innerJoin('company', 'company.id', 'i.companyId')
    .select(['company.name as companyName', 'a.name as assessmentName'])
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', actor.interviewId)
    .executeTakeFirstOrThrow()

async function listAnswers({ db, actor }: VisitorCtx) {
  const { rows } = await sql<{ body: string; segments: SharedSegment[] | null }>`
    select q.body, (
      select json_agg(json_build_object('id', s.id, 'number', s.number, 'ready', s.ready_at is not null,
        'failure', s.failure, 'durationMs', coalesce(s.media_ms, s.recorded_ms)) order by s.number)
      from segment s where s.company_id = a.company_id and s.take_id = a.take_id and s.chunk_count is distinct from 0
    ) as segments
    from answer a join question q on q.company_id = a.company_id and q.id = a.question_id
    where a.company_id = ${actor.companyId} and a.interview_id = ${actor.interviewId}
    order by q.position, q.id`.execute(db.withoutPlugins())
  return rows.map(({ body, segments }) => ({ question: plainWords(body), segments: segments ?? [] }))
}

export type Playing = { bytes: number; type: string; sha256: Buffer; open: () => Promise<SealedFile> }

/** A segment of an answer, ready to be read; one that is not an answer of this interview does not exist. */
export async function findPlayable({ db, actor, vault, media }: VisitorCtx, segmentId: string): Promise<Playing> {
  const row = await db
    .selectFrom('segment as s')
    .innerJoin('answer as a', (on) => on.onRef('a.companyId', '=', 's.companyId').onRef('a.takeId', '=', 's.takeId'))
    .innerJoin('interview as i', (on) =>
      on.onRef('i.companyId', '=', 'a.companyId').onRef('i.id', '=', 'a.interviewId'),
    )
    .innerJoin('candidateKey as k', (on) =>
      on.onRef('k.companyId', '=', 'i.companyId').onRef('k.candidateId', '=', 'i.candidateId'),
    )
    .select(['s.mediaKey', 's.mediaBytes', 's.mediaType', 's.mediaSha256', 'k.wrapped'])
    .where('s.companyId', '=', actor.companyId)
    .where('s.id', '=', segmentId)
    .where('i.id', '=', actor.interviewId)
    .where('s.readyAt', 'is not', null)
    .executeTakeFirst()
  if (!row?.mediaKey || row.mediaBytes === null || !row.mediaSha256) throw unknown('Segment', segmentId)
  const { mediaKey: key, mediaBytes: bytes, mediaSha256: sha256 } = row
  const dataKey = vault.unwrap(actor.companyId, row.wrapped)
  return {
    bytes,
    sha256,
    type: plainType(row.mediaType),
    open: () => openSealed(media, key, keyFor(dataKey, 'media'), bytes),
  }
}

/** Without the codecs: a browser that cannot read their spelling refuses a file it could play. */
const plainType = (mediaType: string | null) => mediaType?.split(';')[0] ?? 'application/octet-stream'
