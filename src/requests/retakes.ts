import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { plan } from '../invitations/plan.ts'
import { queueLetters } from '../invitations/queue.ts'
import type { Ctx, UserCtx } from '../lib/context.ts'
import { invalid, Problem } from '../lib/problem.ts'
import { askedIds } from '../room/interview.ts'

/** Without questions, the whole interview. */
export type Retake = { questionIds?: number[] | undefined; expiresAt?: Date | undefined }

export type Reopened = { questionIds: number[]; expiresAt: Date }

const week = 7 * 86_400_000

/**
 * Opens an interview that was handed in again, and writes to its candidate. What was handed in stays the answer until
 * another is kept in its place, and takes are counted anew. Joins the transaction.
 */
export async function reopen(ctx: Ctx, interviewId: number, { questionIds, expiresAt }: Retake): Promise<Reopened> {
  allow(ctx, 'candidate.write')
  const interview = await hold(ctx, interviewId)
  refuseUnopenable(interview)
  const asked = await askedIds(ctx, interviewId)
  refuseOtherQuestions(asked, questionIds ?? [])
  const until = expiresAt ?? later(interview.deadline, new Date(ctx.now().getTime() + week))
  refusePast(ctx, until)
  const now = ctx.now()
  await ctx.db
    .updateTable('interview')
    .set({ reopenedAt: now, reopenedQuestions: questionIds ?? null, expiresAt: until })
    .set({ retakeSent: true, retakeApproval: true, updatedAt: now })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', interviewId)
    .execute()
  await markGranted(ctx, interviewId)
  await queueLetters(ctx, 'retake', [interview])
  await plan(ctx, sql`i.id = ${interviewId}`)
  await record(ctx, 'interview.reopened', interviewId, { questionIds: questionIds ?? null })
  return { questionIds: questionIds ?? asked, expiresAt: until }
}

export type Held = Awaited<ReturnType<typeof hold>>

/** The interview, held until the transaction ends, with the deadline that holds now. */
export async function hold({ db, actor }: UserCtx, interviewId: number) {
  return await db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .select(['i.id', 'i.candidateId', 'i.submittedAt', 'i.withdrawnAt', 'i.reopenedAt', 'a.closedAt'])
    .select(({ fn }) => fn.coalesce('i.expiresAt', 'a.expiresAt').as('deadline'))
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', interviewId)
    .forUpdate('i')
    .executeTakeFirstOrThrow()
}

function refuseUnopenable(interview: Held): void {
  refuseOver(interview)
  if (!interview.submittedAt) throw new Problem('conflict', 'A retake is for after handing in')
}

/** Nobody is written to about an interview they could not go on with. */
export function refuseOver({ withdrawnAt, closedAt }: Held): void {
  if (withdrawnAt) throw new Problem('gone', 'This interview was withdrawn')
  if (closedAt) throw new Problem('conflict', 'This assessment is closed: open it again first')
}

function refuseOtherQuestions(asked: number[], chosen: number[]): void {
  const unknown = chosen.find((questionId) => !asked.includes(questionId))
  if (unknown === undefined) return
  throw invalid('Videointerview', {
    field: 'questionIds',
    code: 'inclusion',
    message: `has ${unknown}, which was not asked in this interview`,
  })
}

export function refusePast(ctx: Ctx, until: Date): void {
  if (until > ctx.now()) return
  throw invalid('Videointerview', { field: 'expiresAt', code: 'custom', message: 'is over already' })
}

/** Whoever had asked for it is answered by it. */
const markGranted = ({ db, actor, now }: UserCtx, interviewId: number) =>
  db
    .updateTable('request')
    .set({ decidedAt: now(), decidedBy: actor.userId, granted: true })
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('kind', '=', 'retake')
    .where('decidedAt', 'is', null)
    .execute()

const later = (one: Date, other: Date) => (one > other ? one : other)
