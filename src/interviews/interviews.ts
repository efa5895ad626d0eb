import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import * as candidates from '../candidates/candidates.ts'
import type { Personal } from '../candidates/personal.ts'
import { record } from '../events/events.ts'
import { holdDeadline, tellExtended } from '../invitations/extending.ts'
import { plan } from '../invitations/plan.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { invalid, unknown } from '../lib/problem.ts'
import * as decisions from '../requests/decisions.ts'
import { findByUuid } from './by-uuid.ts'
import { type InterviewRow, readRows } from './rows.ts'

export { findByUuid } from './by-uuid.ts'

/** What is known of an interview the moment it is made. */
export type NewInterview = Pick<
  InterviewRow,
  | ('uuid' | 'publicUuid' | 'companyId' | 'assessmentId' | 'assessmentName' | 'interviewType' | 'candidateId')
  | ('recruiterId' | 'status' | 'createdAt' | 'deadline' | 'maxReminders' | 'personal')
>

/** Gives a person an interview of an assessment. The same address twice in one assessment is refused. */
export function add(outer: Ctx, assessmentId: number, personal: Personal): Promise<NewInterview> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    const assessment = await assessments.find(ctx, assessmentId)
    const candidate = await candidates.meet(ctx, personal)
    const now = ctx.now()
    const made = {
      assessmentId,
      candidateId: candidate.id,
      recruiterId: ctx.actor.userId,
      maxReminders: assessment.remindersEnabled ? (assessment.maxReminders ?? 0) : 0,
      createdAt: now,
      companyId: ctx.actor.companyId,
    }
    const interview = await ctx.db
      .insertInto('interview')
      .values({ ...made, updatedAt: now })
      .onConflict((conflict) => conflict.columns(['companyId', 'assessmentId', 'candidateId']).doNothing())
      .returning(['id', 'uuid', 'publicUuid'])
      .executeTakeFirst()
    if (!interview) throw invitedAlready()
    await record(ctx, 'interview.created', interview.id, { assessmentId })
    const { name: assessmentName, interviewType } = assessment
    return {
      ...interview,
      ...made,
      assessmentName,
      interviewType,
      createdAt: now.toISOString(),
      deadline: assessment.expiresAt.toISOString(),
      status: 'Draft',
      personal: candidate.personal,
    }
  })
}

const invitedAlready = () =>
  invalid('Videointerview', { field: 'emailAddress', code: 'uniqueness', message: 'is in this assessment already' })

async function findRow(ctx: Ctx, id: number): Promise<InterviewRow> {
  const [row] = await readRows(ctx, sql`i.id = ${id}`, { limit: 1 })
  if (!row) throw unknown('Videointerview', id)
  return row
}

export type CandidateWords = {
  personal: Partial<Personal>
  interview: {
    outcome?: 'Shortlisted' | 'Rejected' | null
    expiresAt?: Date | null
    retakeApproval?: boolean | null
    timeMultiplier?: number | null
  }
}

/** Changes a person, or their sitting of this assessment. */
export function editCandidate(
  outer: Ctx,
  assessmentId: number,
  candidateId: number,
  given: CandidateWords,
): Promise<InterviewRow> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    const { masked } = await assessments.find(ctx, assessmentId)
    const before = await holdDeadline(ctx, assessmentId, candidateId)
    const updated = await ctx.db
      .updateTable('interview')
      .set({ ...given.interview, updatedAt: ctx.now() })
      .where('companyId', '=', ctx.actor.companyId)
      .where('assessmentId', '=', assessmentId)
      .where('candidateId', '=', candidateId)
      .returning('id')
      .executeTakeFirst()
    if (!updated) throw unknown('Profile', candidateId)
    const { retakeApproval, expiresAt } = given.interview
    if (expiresAt !== undefined) await tellExtended(ctx, before)
    if (typeof retakeApproval === 'boolean') await decisions.approve(ctx, updated.id, retakeApproval, expiresAt)
    if (expiresAt !== undefined) await plan(ctx, sql`i.id = ${updated.id}`)
    if (Object.keys(given.personal).length > 0) {
      const candidate = await candidates.find(ctx, candidateId)
      await candidates.edit(ctx, candidate, { ...candidate.personal, ...given.personal })
      // Letters to the old address may have come back, which ended the reminders of all their interviews.
      if (given.personal.email !== undefined) await plan(ctx, sql`i.candidate_id = ${candidateId}`)
    }
    await recordEdit(ctx, updated.id, given, masked)
    return findRow(ctx, updated.id)
  })
}

/** A decision is an event of its own, and so is telling reviewers who somebody is. */
async function recordEdit(ctx: Ctx, id: number, { personal, interview }: CandidateWords, masked: boolean) {
  const { outcome, ...rest } = interview
  const changed = [...Object.keys(personal), ...Object.keys(rest)]
  if (outcome === undefined || changed.length > 0) await record(ctx, 'interview.updated', id, { changed })
  if (outcome === undefined) return
  await record(ctx, 'interview.decided', id, { outcome })
  if (masked && outcome === 'Shortlisted') await record(ctx, 'interview.unmasked', id)
}

/** What a caller may say again of the interview it wants deleted; each must be true. */
export type Deletion = { candidateId?: number; assessmentId?: number }

/** Deletes an interview with everything recorded in it, and the person with it when it was their last. */
export function remove(outer: Ctx, assessmentId: number, uuid: string, claims: Deletion[]): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    await assessments.find(ctx, assessmentId)
    const interview = await findByUuid(ctx, uuid)
    if (interview.assessmentId !== assessmentId) throw unknown('Videointerview', uuid)
    for (const claim of claims) refuseOthers(claim, interview)
    await drop(ctx, interview.id)
  })
}

/** Deletes an interview whose time to be kept is over, as above. False when somebody else has meanwhile. */
export function expire(outer: Ctx, id: number): Promise<boolean> {
  return atomically(outer, (ctx) => drop(ctx, id, { because: 'retention' }))
}

async function drop(ctx: Ctx, id: number, details: Record<string, string> = {}): Promise<boolean> {
  const deleted = await ctx.db
    .deleteFrom('interview')
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', id)
    .returning(remembered)
    .executeTakeFirst()
  if (!deleted) return false
  // Of two that delete someone's last two interviews at once, the second must see that none is left.
  await candidates.hold(ctx, deleted.candidateId)
  await record(ctx, 'interview.deleted', id, { ...deleted, ...details })
  if (await isLast(ctx, deleted.candidateId)) await candidates.erase(ctx, deleted.candidateId)
  return true
}

/** Whoever is told of what happened before the deletion learns from its event what that was about. */
const remembered = ['uuid', 'assessmentId', 'candidateId'] as const

function refuseOthers(
  { candidateId, assessmentId }: Deletion,
  interview: { candidateId: number; assessmentId: number },
) {
  if (candidateId !== undefined && candidateId !== interview.candidateId) throw unknown('Profile', candidateId)
  if (assessmentId !== undefined && assessmentId !== interview.assessmentId) throw unknown('Assessment', assessmentId)
}

async function isLast({ db, actor }: Ctx, candidateId: number): Promise<boolean> {
  const other = await db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('candidateId', '=', candidateId)
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}

/** Erases a person with everything they ever recorded. Returns how many interviews that were. */
export function eraseCandidate(outer: Ctx, candidateId: number): Promise<number> {
  return atomically(outer, async (ctx) => {
    await candidates.find(ctx, candidateId)
    const deleted = await ctx.db
      .deleteFrom('interview')
      .where('companyId', '=', ctx.actor.companyId)
      .where('candidateId', '=', candidateId)
      .returning(['id', ...remembered])
      .execute()
    for (const { id, ...was } of deleted) await record(ctx, 'interview.deleted', id, was)
    await candidates.hold(ctx, candidateId)
    await candidates.erase(ctx, candidateId)
    return deleted.length
  })
}
