import { sql } from 'kysely'
import { contextOf, type World } from '../lib/context.ts'
import { authorizationRequired } from '../lib/error-body.ts'
import { Problem } from '../lib/problem.ts'
import type { CopyState } from '../media/copies.ts'
import * as copies from '../media/copies.ts'
import { isGenuine, issuePass, readPass } from '../media/passes.ts'
import { type As, findPlaying, type Playing } from '../media/playing.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import * as takes from './takes.ts'

export type OwnSegment = {
  number: number
  ready: boolean
  failure: string | null
  mediaType: string | null
  durationMs: number | null
  pass: string
  id: string
}

/** A candidate's own take, for them to watch again on whatever device. */
export async function look(ctx: CandidateCtx, takeId: string): Promise<OwnSegment[]> {
  const { begunAt } = await takes.find(ctx, takeId)
  refuseHidden(await interview.find(ctx), begunAt)
  const { companyId, interviewId } = ctx.actor
  const rows = await ctx.db
    .selectFrom('segment')
    .select(['id', 'number', 'readyAt', 'failure', 'mediaType', 'mediaMs', 'recordedMs'])
    .where('companyId', '=', companyId)
    .where('takeId', '=', takeId)
    .where('chunkCount', 'is distinct from', 0)
    .orderBy('number')
    .execute()
  return rows.map(({ readyAt, mediaMs, recordedMs, ...segment }) => ({
    ...segment,
    ready: readyAt !== null,
    durationMs: mediaMs ?? recordedMs,
    pass: issuePass(ctx, 'own take', `${companyId}-${interviewId}`, segment.id),
  }))
}

/** After handing in, the company decides whether its candidates see their answers. */
function refuseHidden({ submittedAt, reopenedAt, responseVisible }: interview.Sitting, begunAt: Date): void {
  const isOfThisTime = reopenedAt !== null && begunAt >= reopenedAt
  if (submittedAt && !isOfThisTime && !responseVisible)
    throw new Problem('forbidden', 'Answers are not shown after handing in')
}

/** A pass plays one segment for some hours, and can nothing else: addresses stand in histories and logs. */
export function play(world: World, segmentId: string, given: unknown, as?: As): Promise<Playing> {
  const pass = readPass(given)
  if (!pass || !isGenuine(world, 'own take', pass, segmentId)) throw authorizationRequired()
  const [companyId = 0, interviewId = 0] = pass.subject.split('-').map(Number)
  const ctx = contextOf(world, { kind: 'candidate', companyId, interviewId })
  return findPlaying(ctx, sql`s.id = ${segmentId} and t.interview_id = ${interviewId}`, segmentId, as)
}

/** Asks for a copy of an own segment that plays in every browser. */
export async function copy(ctx: CandidateCtx, segmentId: string): Promise<CopyState> {
  const { interviewId } = ctx.actor
  return copies.ask(
    ctx,
    await findPlaying(ctx, sql`s.id = ${segmentId} and t.interview_id = ${interviewId}`, segmentId),
  )
}
