import { record } from '../events/events.ts'
import type { Ctx } from '../lib/context.ts'
import { queueLetters } from './queue.ts'

type Before = { id: number; deadline: Date } | undefined

/** The deadline a candidate has now, held until the transaction ends. */
export const holdDeadline = (ctx: Ctx, assessmentId: number, candidateId: number): Promise<Before> =>
  interviewsOf(ctx)
    .where('i.assessmentId', '=', assessmentId)
    .where('i.candidateId', '=', candidateId)
    .forUpdate('i')
    .executeTakeFirst()

/**
 * Tells somebody who was invited and has not handed in that they have longer than they had. A deadline moved nearer is not
 * told: what a letter promised should not be taken back by one. Joins the transaction.
 */
export async function tellExtended(ctx: Ctx, before: Before): Promise<void> {
  if (!before) return
  const now = await interviewsOf(ctx).where('i.id', '=', before.id).executeTakeFirstOrThrow()
  if (now.deadline <= before.deadline) return
  await record(ctx, 'interview.extended', now.id, { expiresAt: now.deadline.toISOString() })
  const { invitedAt, submittedAt, withdrawnAt, closedAt, deadline } = now
  if (invitedAt && !submittedAt && !withdrawnAt && !closedAt && deadline > ctx.now())
    await queueLetters(ctx, 'extended', [now])
}

const interviewsOf = ({ db, actor }: Ctx) =>
  db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .select(['i.id', 'i.candidateId', 'i.invitedAt', 'i.submittedAt', 'i.withdrawnAt', 'a.closedAt'])
    .select(({ fn }) => fn.coalesce('i.expiresAt', 'a.expiresAt').as('deadline'))
    .where('i.companyId', '=', actor.companyId)
