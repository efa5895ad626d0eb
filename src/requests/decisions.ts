import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { findByUuid } from '../interviews/by-uuid.ts'
import { plan } from '../invitations/plan.ts'
import { queueLetters } from '../invitations/queue.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { Problem, unknown } from '../lib/problem.ts'
import type { RequestKind } from './open-kinds.ts'
import { type Held, hold, type Reopened, type Retake, refuseOver, refusePast, reopen } from './retakes.ts'

/** What is granted; each kind of request has its own part of it. `null` is no limit of time. */
export type Grant = Retake & { timeMultiplier?: number | null | undefined }

export type Decided = { requestId: number; uuid: string; kind: RequestKind; granted: boolean; decidedAt: Date }

/** Answers what a candidate asked for, and writes to them; granted, it holds at once. */
export function decide(outer: Ctx, requestId: number, granted: boolean, grant: Grant): Promise<Decided> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    const request = await find(ctx, requestId)
    const interview = await hold(ctx, request.interviewId)
    await mark(ctx, requestId, granted)
    if (granted) await apply[request.kind](ctx, interview, grant)
    else await refuse(ctx, interview, request.kind)
    await record(ctx, `interview.request_${granted ? 'granted' : 'refused'}`, interview.id, { requestId })
    return { requestId, uuid: request.uuid, kind: request.kind, granted, decidedAt: ctx.now() }
  })
}

async function find({ db, actor }: UserCtx, requestId: number) {
  const request = await db
    .selectFrom('request as r')
    .innerJoin('interview as i', (on) =>
      on.onRef('i.companyId', '=', 'r.companyId').onRef('i.id', '=', 'r.interviewId'),
    )
    .select(['i.uuid', 'r.interviewId', 'r.kind'])
    .where('r.companyId', '=', actor.companyId)
    .where('r.id', '=', requestId)
    .executeTakeFirst()
  if (!request) throw unknown('Request', requestId)
  return { ...request, kind: request.kind as RequestKind }
}

/** Of two who decide at once, one does. */
async function mark({ db, actor, now }: UserCtx, requestId: number, granted: boolean): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('request')
    .set({ decidedAt: now(), decidedBy: actor.userId, granted })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', requestId)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Problem('conflict', 'This request was decided already')
}

const week = 7 * 86_400_000

const apply: Record<RequestKind, (ctx: UserCtx, interview: Held, grant: Grant) => Promise<unknown>> = {
  async time(ctx, interview, { timeMultiplier = 1.5 }) {
    refuseHandedIn(interview)
    await change(ctx, interview.id, { timeMultiplier })
    await queueLetters(ctx, 'grant', [interview])
  },
  async deadline(ctx, interview, { expiresAt = new Date(ctx.now().getTime() + week) }) {
    refuseHandedIn(interview)
    refusePast(ctx, expiresAt)
    await change(ctx, interview.id, { expiresAt })
    await queueLetters(ctx, 'grant', [interview])
    await plan(ctx, sql`i.id = ${interview.id}`)
    await record(ctx, 'interview.extended', interview.id, { expiresAt: expiresAt.toISOString() })
  },
  retake: (ctx, interview, grant) => reopen(ctx, interview.id, grant),
}

function refuseHandedIn(interview: Held): void {
  refuseOver(interview)
  if (interview.submittedAt && !interview.reopenedAt)
    throw new Problem('conflict', 'This interview was submitted already')
}

async function refuse(ctx: UserCtx, interview: Held, kind: RequestKind): Promise<void> {
  if (kind === 'retake') await change(ctx, interview.id, { retakeApproval: false })
  if (!interview.withdrawnAt) await queueLetters(ctx, 'refusal', [interview])
}

type Change = { timeMultiplier?: number | null; expiresAt?: Date; retakeApproval?: boolean }

const change = ({ db, actor, now }: UserCtx, interviewId: number, set: Change) =>
  db
    .updateTable('interview')
    .set({ ...set, updatedAt: now() })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', interviewId)
    .execute()

/** Opens an interview again without being asked; a candidate who had asked is answered by it. */
export function giveRetake(outer: Ctx, uuid: string, given: Retake): Promise<Reopened> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    const { id } = await findByUuid(ctx, uuid)
    return await reopen(ctx, id, given)
  })
}

/**
 * What `retakeApproval` of the document means: yes opens all of an interview that was handed in, no refuses what was
 * asked. Said of an interview that is still going on, or said again, it is only noted. Joins the transaction.
 */
export async function approve(ctx: UserCtx, interviewId: number, granted: boolean, expiresAt?: Date | null) {
  const interview = await hold(ctx, interviewId)
  if (granted) {
    if (interview.submittedAt && !interview.reopenedAt)
      await reopen(ctx, interviewId, { expiresAt: expiresAt ?? undefined })
    return
  }
  const { db, actor } = ctx
  const asked = await db
    .selectFrom('request')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('kind', '=', 'retake')
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  if (asked) await decide(ctx, asked.id, false, {})
}
