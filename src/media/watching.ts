import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import * as interviews from '../interviews/interviews.ts'
import { hiddenOf, isHeardOnly } from '../interviews/masking.ts'
import { atomically, type UserCtx } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'
import * as files from '../room/file-answers.ts'
import { type Answered, listAnswers } from './answers.ts'
import { containerNamed } from './container.ts'
import { chunkKey } from './keys.ts'
import { type As, type Found, findPlaying, isAnswer, type Playing } from './playing.ts'
import * as posters from './posters.ts'
import { readWhole } from './sealed-file.ts'
import { plainNameOf, withhold } from './withheld.ts'

/** What a company's people watch: the answers of its interviews, and nothing that was not kept as one. */

/** The first answer of an interview that plays. */
export async function first(ctx: UserCtx, uuid: string): Promise<Playing> {
  allow(ctx, 'candidate.read')
  const { id } = await interviews.findByUuid(ctx, uuid)
  const found = await findPlaying(ctx, sql`t.interview_id = ${id} and ${isAnswer} and not ${isHeardOnly(ctx)}`, uuid)
  await recordViewing(ctx, id)
  return found
}

/** The still of an interview, of its first answer that has one. */
export async function poster(ctx: UserCtx, uuid: string): Promise<Buffer> {
  allow(ctx, 'candidate.read')
  const { id } = await interviews.findByUuid(ctx, uuid)
  const { masked, heardOnly } = await hiddenOf(ctx, id)
  if (masked || heardOnly) throw unknown('Poster', uuid)
  const still = await posters.read(ctx, sql`t.interview_id = ${id} and ${isAnswer}`, uuid)
  await recordViewing(ctx, id)
  return still
}

/** All answers of an interview, as far as the viewer may know them: one viewing. */
export async function look(ctx: UserCtx, uuid: string): Promise<{ answers: Answered[]; as: As }> {
  allow(ctx, 'candidate.read')
  const { id } = await interviews.findByUuid(ctx, uuid)
  await recordViewing(ctx, id)
  const hidden = await hiddenOf(ctx, id)
  const answers = await withhold(ctx, await listAnswers(ctx, id), hidden)
  return { answers, as: hidden.heardOnly ? 'sound' : 'recorded' }
}

/** A page asks again while something is being made playable: within minutes that is the same viewing. */
async function recordViewing(outer: UserCtx, interviewId: number): Promise<void> {
  if (await isViewing(outer, interviewId)) return
  const { companyId, userId } = outer.actor
  await atomically(outer, async (ctx) => {
    // It asks for several things at once, too: the second waits here, and finds what the first wrote.
    const viewing = `viewing ${companyId} ${userId} ${interviewId}`
    await sql`select pg_advisory_xact_lock(hashtextextended(${viewing}, 0))`.execute(ctx.db)
    if (!(await isViewing(ctx, interviewId))) await record(ctx, 'interview.viewed', interviewId)
  })
}

async function isViewing(ctx: UserCtx, interviewId: number): Promise<boolean> {
  const since = new Date(ctx.now().getTime() - sameViewingMs)
  const before = await ctx.db
    .selectFrom('event')
    .select('id')
    .where('companyId', '=', ctx.actor.companyId)
    .where('subject', '=', String(interviewId))
    .where('kind', '=', 'interview.viewed')
    .where('actor', '=', `user:${ctx.actor.userId}`)
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return before !== undefined
}

const sameViewingMs = 5 * 60_000

/** A file that answers a question. */
export async function readFile(ctx: UserCtx, uuid: string, questionId: number) {
  allow(ctx, 'candidate.read')
  const { id } = await interviews.findByUuid(ctx, uuid)
  const file = await files.read(ctx, id, questionId)
  await recordViewing(ctx, id)
  return (await hiddenOf(ctx, id)).masked ? { ...file, name: plainNameOf(file.name) } : file
}

/** One segment of an answer. */
export async function play(ctx: UserCtx, segmentId: string, as?: As): Promise<Found> {
  allow(ctx, 'candidate.read')
  const mayPlay = as === 'sound' ? sql`true` : sql`not ${isHeardOnly(ctx)}`
  const found = await findPlaying(ctx, sql`s.id = ${segmentId} and ${isAnswer} and ${mayPlay}`, segmentId, as)
  await recordViewing(ctx, found.interviewId)
  return found
}

export type Raw = { bytes: number; extension: string; stream: Readable }

/** What the recorder sent, chunk after chunk: all there is of a recording that could not be made playable. */
export async function raw(ctx: UserCtx, segmentId: string): Promise<Raw> {
  allow(ctx, 'candidate.read')
  const { rows } = await sql<{ mimeType: string; index: number; bytes: number; sha256: Buffer; wrapped: Buffer }>`
    select s.mime_type as "mimeType", c.index, c.bytes, c.sha256, k.wrapped
    from segment s
    join take t on t.company_id = s.company_id and t.id = s.take_id
    join interview i on i.company_id = t.company_id and i.id = t.interview_id
    join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
    join candidate_key k on k.company_id = i.company_id and k.candidate_id = i.candidate_id
    join chunk c on c.company_id = s.company_id and c.segment_id = s.id
    where s.company_id = ${ctx.actor.companyId} and s.id = ${segmentId} and ${isAnswer} and not ${isHeardOnly(ctx)}
    order by c.index`.execute(ctx.db.withoutPlugins())
  const [row] = rows
  if (!row) throw unknown('Segment', segmentId)
  const mediaKey = keyFor(ctx.vault.unwrap(ctx.actor.companyId, row.wrapped), 'media')
  const { companyId } = ctx.actor
  const { media } = ctx
  await record(ctx, 'media.downloaded', segmentId)
  return {
    bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0),
    extension: containerNamed(row.mimeType) ?? 'bin',
    stream: Readable.from(chunks(), { objectMode: false }),
  }

  async function* chunks() {
    for (const { index, bytes, sha256 } of rows) {
      yield await readWhole(media, chunkKey(companyId, segmentId, index, sha256), mediaKey, bytes)
    }
  }
}
