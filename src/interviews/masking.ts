import { type RawBuilder, sql } from 'kysely'
import type { Actor, Ctx } from '../lib/context.ts'

/**
 * Masked hiring: who a candidate is stays hidden from reviewers until the candidate is shortlisted. Recruiters and owners
 * invite people and have to know them. These are conditions on `i` (interview) and `a` (assessment).
 */
export const isMasked = ({ actor }: { actor: Actor }): RawBuilder<boolean> =>
  isReviewer(actor) ? sql`(a.masked and ${notShortlisted})` : sql`false`

/** Reviewers hear and do not see, where the assessment says so and until the candidate is shortlisted. */
export const isHeardOnly = ({ actor }: { actor: Actor }): RawBuilder<boolean> =>
  isReviewer(actor) ? sql`(a.review_by_sound and ${notShortlisted})` : sql`false`

/** What other reviewers think is no reviewer's business before their own review is in. */
export const isScoreHidden = ({ actor }: { actor: Actor }): RawBuilder<boolean> =>
  actor.kind === 'user' && actor.role === 'reviewer'
    ? sql`not exists (select from review v where v.company_id = i.company_id and v.interview_id = i.id
        and v.reviewer_id = ${actor.userId} and v.submitted_at is not null)`
    : sql`false`

const isReviewer = (actor: Actor) => actor.kind === 'user' && actor.role === 'reviewer'
const notShortlisted = sql`i.outcome is distinct from 'Shortlisted'`

/** How reviewers call somebody whose name they do not see: of one interview only, and made of nothing they could look up. */
export function codeNameOf({ vault, actor }: Ctx, uuid: string): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const bytes = vault.lookup(actor.companyId, `code name ${uuid}`)
  return Array.from(bytes.subarray(0, 6), (byte) => letters[byte % letters.length]).join('')
}

/** Whether the actor may know who an interview's candidate is, and see them. */
export async function hiddenOf(ctx: Ctx, interviewId: number): Promise<{ masked: boolean; heardOnly: boolean }> {
  const { rows } = await sql<{ masked: boolean; heardOnly: boolean }>`
    select ${isMasked(ctx)} as masked, ${isHeardOnly(ctx)} as "heardOnly"
    from interview i join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
    where i.company_id = ${ctx.actor.companyId} and i.id = ${interviewId}`.execute(ctx.db.withoutPlugins())
  return rows[0] ?? { masked: true, heardOnly: true }
}
