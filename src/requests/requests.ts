import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { atomically, type UserCtx } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import { notify } from '../notices/notify.ts'
import type { CandidateCtx } from '../room/interview.ts'
import * as interview from '../room/interview.ts'
import type { RequestKind } from './open-kinds.ts'
import { openReason, sealReason } from './reasons.ts'

/** Puts a candidate's wish before the company. Asked again before it is decided, the newer reason stands. */
export function ask(outer: CandidateCtx, kind: RequestKind, reason: string): Promise<Date> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    refuseUntimely(await interview.find(ctx), kind)
    const { companyId, interviewId } = ctx.actor
    const askedAt = ctx.now()
    const sealed = sealReason(await candidates.dataKeyOf(ctx, interviewId), interviewId, reason)
    const { isNew } = await ctx.db
      .insertInto('request')
      .values({ interviewId, kind, reason: sealed, askedAt, companyId })
      .onConflict((conflict) =>
        conflict
          .columns(['companyId', 'interviewId', 'kind'])
          .where('decidedAt', 'is', null)
          .doUpdateSet({ reason: sealed, askedAt }),
      )
      // An updated row has a transaction that set its xmax; a new one has none.
      .returning(sql<boolean>`xmax = 0`.as('isNew'))
      .executeTakeFirstOrThrow()
    if (kind === 'retake') await showInList(ctx, sealed)
    if (isNew) await notify(ctx, 'requested', { interviewId, request: kind })
    await record(ctx, `interview.${kind}_requested`, interviewId)
    return askedAt
  })
}

function refuseUntimely({ withdrawnAt, submittedAt, reopenedAt }: interview.Sitting, kind: RequestKind): void {
  if (withdrawnAt) throw new Problem('gone', 'This interview was withdrawn')
  if (kind === 'retake' && !submittedAt) throw new Problem('conflict', 'A retake is for after handing in')
  if (kind !== 'retake' && submittedAt && !reopenedAt)
    throw new Problem('conflict', 'This interview was submitted already')
}

async function showInList({ db, actor, now }: CandidateCtx, retakeReasonSealed: Buffer): Promise<void> {
  await db
    .updateTable('interview')
    .set({ retakeReasonSealed, updatedAt: now() })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .execute()
}

export type OpenRequest = { requestId: number; uuid: string; kind: RequestKind; reason: string; askedAt: Date }

/** What candidates of an assessment have asked for and nobody has decided, oldest first. Who has withdrawn wants nothing any more. */
export async function listOpen(ctx: UserCtx, assessmentId: number): Promise<OpenRequest[]> {
  // Not for reviewers: a reason may be signed, and says more of a person than their answers.
  allow(ctx, 'candidate.write')
  await assessments.find(ctx, assessmentId)
  const { db, actor, vault } = ctx
  const rows = await db
    .selectFrom('request as r')
    .innerJoin('interview as i', (on) =>
      on.onRef('i.companyId', '=', 'r.companyId').onRef('i.id', '=', 'r.interviewId'),
    )
    .innerJoin('candidateKey as k', (on) =>
      on.onRef('k.companyId', '=', 'i.companyId').onRef('k.candidateId', '=', 'i.candidateId'),
    )
    .select(['r.id as requestId', 'i.uuid', 'i.id as interviewId', 'r.kind', 'r.reason', 'r.askedAt', 'k.wrapped'])
    .where('r.companyId', '=', actor.companyId)
    .where('i.assessmentId', '=', assessmentId)
    .where('r.decidedAt', 'is', null)
    .where('i.withdrawnAt', 'is', null)
    .orderBy('r.askedAt')
    .execute()
  return rows.map(({ wrapped, interviewId, reason, ...row }) => {
    const dataKey = vault.unwrap(actor.companyId, wrapped)
    return { ...row, kind: row.kind as RequestKind, reason: openReason(dataKey, interviewId, reason) }
  })
}
