import { atomically, type Ctx } from '../lib/context.ts'
import { invalid, Problem, unknown } from '../lib/problem.ts'
import { containerNamed } from '../media/container.ts'
import { remuxSegment } from '../media/jobs.ts'
import type { CandidateCtx } from './interview.ts'
import { segmentsLimit } from './limits.ts'
import * as takes from './takes.ts'

/** Sealed by us and not by the recorder: what came is kept, and what comes late opens it again. */
export const sealedForSilence = 'partial'

export type NewSegment = { takeId: string; number: number; mimeType: string }

/** Begins a segment under the id its maker gave it. Begun already, it stays as it is. */
export async function begin(ctx: CandidateCtx, id: string, given: NewSegment): Promise<void> {
  refuseOtherKinds(given)
  const take = await takes.find(ctx, given.takeId)
  const { companyId } = ctx.actor
  await ctx.db
    .insertInto('segment')
    .values({ ...given, id, takeId: take.id, begunAt: ctx.now(), companyId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const segment = await findOwn(ctx, id)
  if (!segment) throw new Problem('conflict', 'Another segment of this take has this number')
  if (segment.takeId !== take.id) throw new Problem('conflict', 'This segment is of another take')
}

function refuseOtherKinds({ mimeType, number }: NewSegment): void {
  const fault = { field: 'mimeType', code: 'inclusion', message: 'is not a kind of recording we know' }
  if (!containerNamed(mimeType)) throw invalid('Segment', fault)
  if (number >= segmentsLimit) throw new Problem('conflict', 'This take has too many segments')
}

/** The chunks that are stored, in order. */
export async function look(ctx: CandidateCtx, id: string): Promise<{ have: number[]; sealedAt: Date | null }> {
  const segment = await findOwn(ctx, id)
  if (!segment) throw unknown('Segment', id)
  return { have: await indexesOf(ctx, id), sealedAt: segment.sealedAt }
}

export type Seal = { count: number; durationMs: number; reason: string }

/** Makes a segment final, when all of it is here, and has it prepared for playing. */
export function seal(outer: CandidateCtx, id: string, { count, durationMs, reason }: Seal): Promise<Date> {
  return atomically(outer, async (ctx) => {
    const segment = await findOwn(ctx, id, true)
    if (!segment) throw unknown('Segment', id)
    if (segment.sealedAt && segment.sealReason !== sealedForSilence) return sealedAlready(segment, count)
    refuseMissing(await indexesOf(ctx, id), count)
    return await close(ctx, id, { chunkCount: count, recordedMs: durationMs, sealReason: reason })
  })
}

function sealedAlready({ sealedAt, chunkCount }: { sealedAt: Date | null; chunkCount: number | null }, count: number) {
  if (!sealedAt || chunkCount !== count) throw new Problem('conflict', 'This segment is sealed with another count')
  return sealedAt
}

function refuseMissing(have: number[], count: number): void {
  const here = new Set(have)
  const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !here.has(index))
  if (missing.length > 0) throw new Problem('conflict', 'Chunks of this segment are missing', { extra: { missing } })
  if (have.length > count) throw new Problem('conflict', 'This segment has more chunks than that')
}

type Closing = { chunkCount: number; recordedMs: number | null; sealReason: string }

/** Joins the transaction: a segment is sealed exactly when its preparation is queued. */
export async function close(ctx: Ctx, id: string, given: Closing): Promise<Date> {
  const sealedAt = ctx.now()
  const nothing = given.chunkCount === 0 ? { failedAt: sealedAt, failure: 'Nothing was recorded' } : {}
  await ctx.db
    .updateTable('segment')
    .set({ ...given, ...nothing, sealedAt })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', id)
    .execute()
  if (given.chunkCount > 0) await ctx.jobs.enqueue(ctx, remuxSegment, { segmentId: id })
  return sealedAt
}

async function findOwn({ db, actor }: CandidateCtx, id: string, forUpdate = false) {
  const query = db
    .selectFrom('segment as s')
    .innerJoin('take as t', (on) => on.onRef('t.companyId', '=', 's.companyId').onRef('t.id', '=', 's.takeId'))
    .select(['s.id', 's.takeId', 's.sealedAt', 's.sealReason', 's.chunkCount'])
    .where('s.companyId', '=', actor.companyId)
    .where('t.interviewId', '=', actor.interviewId)
    .where('s.id', '=', id)
  return await (forUpdate ? query.forUpdate('s') : query).executeTakeFirst()
}

export async function indexesOf({ db, actor }: Ctx, segmentId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('chunk')
    .select('index')
    .where('companyId', '=', actor.companyId)
    .where('segmentId', '=', segmentId)
    .orderBy('index')
    .execute()
  return rows.map(({ index }) => index)
}
