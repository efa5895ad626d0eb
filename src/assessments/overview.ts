import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import type { UserCtx } from '../lib/context.ts'

export type Overview = {
  id: number
  name: string
  startsAt: Date
  expiresAt: Date
  closedAt: Date | null
  archivedAt: Date | null
  questions: number
  candidates: number
  invited: number
  started: number
  submitted: number
  toReview: number
}

/** The company's assessments, archived or not, with how far their interviews are, newest first. */
export async function overview(ctx: UserCtx, isArchived = false): Promise<Overview[]> {
  allow(ctx, 'assessment.read')
  const { companyId } = ctx.actor
  const { rows } = await sql<Overview>`
    select a.id, a.name, a.starts_at as "startsAt", a.expires_at as "expiresAt", a.closed_at as "closedAt",
      a.archived_at as "archivedAt",
      (select count(*)::int from question q
        where q.company_id = a.company_id and q.assessment_id = a.id and q.archived_at is null) as questions,
      coalesce(i.candidates, 0) as candidates, coalesce(i.invited, 0) as invited, coalesce(i.started, 0) as started,
      coalesce(i.submitted, 0) as submitted, coalesce(i.to_review, 0) as "toReview"
    from assessment a left join (
      select assessment_id, count(*)::int as candidates, count(invited_at)::int as invited,
        count(started_at)::int as started, count(submitted_at)::int as submitted,
        (count(*) filter (where submitted_at is not null and outcome is null and coalesce(reviewer_count, 0) = 0))::int
          as to_review
      from interview where company_id = ${companyId} and withdrawn_at is null group by assessment_id
    ) i on i.assessment_id = a.id
    where a.company_id = ${companyId} and (a.archived_at is not null) = ${isArchived} order by a.id desc`.execute(
    ctx.db.withoutPlugins(),
  )
  return rows
}
