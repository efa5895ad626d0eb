import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import type { UserCtx } from '../lib/context.ts'

/** The interviews of an assessment that wait for this reviewer, who has waited longest first. */
export async function waiting(ctx: UserCtx, assessmentId: number): Promise<string[]> {
  allow(ctx, 'interview.review')
  await assessments.find(ctx, assessmentId)
  const { companyId, userId } = ctx.actor
  const { rows } = await sql<{ uuid: string }>`
    select i.uuid from interview i
    where i.company_id = ${companyId} and i.assessment_id = ${assessmentId}
      and i.submitted_at is not null and i.withdrawn_at is null and i.outcome is null
      and not exists (select from review v where v.company_id = i.company_id and v.interview_id = i.id
        and v.reviewer_id = ${userId} and v.submitted_at is not null)
    order by i.submitted_at, i.id`.execute(ctx.db.withoutPlugins())
  return rows.map(({ uuid }) => uuid)
}
