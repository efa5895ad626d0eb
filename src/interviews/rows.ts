import type { KeyObject } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { openPersonal, type Personal } from '../candidates/personal.ts'
import type { Ctx } from '../lib/context.ts'
import { ivOf, keyFor } from '../lib/vault.ts'
import { openReason } from '../requests/reasons.ts'
import { tokenOf } from './link-token.ts'
import { codeNameOf, isHeardOnly, isMasked, isScoreHidden } from './masking.ts'

/**
 * One line of the candidates table, decrypted: what the list, the edit and the export show. Moments are ISO 8601 text,
 * as PostgreSQL writes them: a list has a hundred, and none is calculated with.
 */
export type InterviewRow = {
  id: number
  uuid: string
  publicUuid: string
  companyId: number
  assessmentId: number
  assessmentName: string
  interviewType: string
  candidateId: number
  recruiterId: number
  status: string
  createdAt: string
  updatedAt: string
  /** This candidate's own deadline, where there is one. */
  expiresAt: string | null
  /** The deadline that holds: their own, else the assessment's. */
  deadline: string
  maxReminders: number
  invitedAt: string | null
  inviterEmail: string | null
  submittedAt: string | null
  outcome: string | null
  result: string | null
  interviewScore: number | null
  totalScore: number | null
  reviewerCount: number | null
  retakeReason: string | null
  retakeSent: boolean | null
  retakeApproval: boolean | null
  /** Something of it can be watched, and seen on a still. */
  hasVideo: boolean
  hasPoster: boolean
  /** Somebody marked or commented single answers. */
  questionFeedback: boolean
  /** The viewer is not to know who this is: `personal` is a code name, and what leads to the person is not there. */
  masked: boolean
  /** The live share link's token, if there is one. */
  shareToken: string | null
  personal: Personal
  iv: string
}

/**
 * The states of an interview, told from what happened to it. One opened again is in progress until it is handed in
 * again, or until its time is over: then what was handed in before stands. Until a sweep has found that a deadline has
 * passed, the moment it is planned for says so: the sweep may be late, the state never is.
 */
export const status = (now: Date): RawBuilder<string> => sql`case
  when i.withdrawn_at is not null then 'Withdrawn'
  when i.reopened_at is not null and ${now} < (select least(coalesce(i.expires_at, x.expires_at), x.closed_at)
    from assessment x where x.company_id = i.company_id and x.id = i.assessment_id) then 'In Progress'
  when i.submitted_at is not null then 'Completed'
  when i.expired_at is not null or i.expiry_due_at <= ${now} then 'Expired'
  when i.started_at is not null then 'In Progress'
  when i.invited_at is not null then 'Awaiting Response'
  else 'Draft' end`

/** A threshold up to 5 is a mean mark, above it is a percentage (reviews/formulas.ts has the same, with the why). */
const result: RawBuilder<string | null> = sql`case
  when i.score_percent is null or a.pass_threshold is null then null
  when i.score_percent >= case when a.pass_threshold <= 5 then greatest(0, (a.pass_threshold - 1) * 25)
    else a.pass_threshold end then 'Pass' else 'Fail' end`

type Stored = Omit<InterviewRow, 'personal' | 'iv' | 'shareToken' | 'retakeReason'> & {
  retakeReasonSealed: Buffer | null
  personal: Buffer
  wrapped: Buffer
  shareId: string | null
  heardOnly: boolean
}

/** `amongMany`: one page of a list too long to remember the keys of. */
export type Page = { limit: number; skip?: number; oldestFirst?: boolean; amongMany?: boolean }

/** Reads and decrypts rows. `narrowed` is a condition on `i` (interview) and `c` (candidate); newest first by default. */
export async function readRows(
  ctx: Ctx,
  narrowed: RawBuilder<unknown>,
  { limit, skip = 0, oldestFirst = false, amongMany = false }: Page,
): Promise<InterviewRow[]> {
  const { companyId } = ctx.actor
  const { rows } = await sql<Stored>`
    select i.id, i.uuid, i.public_uuid as "publicUuid", i.company_id as "companyId",
      i.assessment_id as "assessmentId", a.name as "assessmentName", a.interview_type as "interviewType", i.candidate_id as "candidateId", i.recruiter_id as "recruiterId", ${status(ctx.now())} as status,
      ${iso('i.created_at')} as "createdAt", ${iso('i.updated_at')} as "updatedAt", ${iso('i.expires_at')} as "expiresAt",
      ${iso('coalesce(i.expires_at, a.expires_at)')} as deadline,
      i.max_reminders as "maxReminders", ${iso('i.invited_at')} as "invitedAt", u.email as "inviterEmail",
      ${iso('i.submitted_at')} as "submittedAt", i.outcome, i.interview_score as "interviewScore",
      case when ${isScoreHidden(ctx)} then null else ${result} end as result,
      case when ${isScoreHidden(ctx)} then null else i.total_score end as "totalScore",
      i.reviewer_count as "reviewerCount", i.question_feedback as "questionFeedback", ${isMasked(ctx)} as masked,
      ${isHeardOnly(ctx)} as "heardOnly", i.retake_reason_sealed as "retakeReasonSealed",
      i.retake_sent as "retakeSent", i.retake_approval as "retakeApproval", c.personal, k.wrapped,
      i.submitted_at is not null and exists (select from answer v
        where v.company_id = i.company_id and v.interview_id = i.id) as "hasVideo",
      i.submitted_at is not null and exists (select from answer v
        join segment s on s.company_id = v.company_id and s.take_id = v.take_id
        where v.company_id = i.company_id and v.interview_id = i.id and s.poster_key is not null) as "hasPoster",
      (select s.id from share_link s where s.company_id = i.company_id and s.interview_id = i.id
        and s.revoked_at is null and s.expires_at > ${ctx.now()} order by s.created_at desc limit 1) as "shareId"
    from interview i
    join assessment a on a.company_id = i.company_id and a.id = i.assessment_id
    join candidate c on c.company_id = i.company_id and c.id = i.candidate_id
    join candidate_key k on k.company_id = i.company_id and k.candidate_id = i.candidate_id
    left join "user" u on u.company_id = i.company_id and u.id = i.invited_by
    where i.company_id = ${companyId} and ${narrowed}
    order by i.id ${oldestFirst ? sql`asc` : sql`desc`} limit ${limit} offset ${skip}`.execute(ctx.db.withoutPlugins())
  const unwrap = amongMany ? ctx.vault.unwrapOnce : ctx.vault.unwrap
  return rows.map((row) => {
    const open = opened(row, unwrap(companyId, row.wrapped))
    return row.masked ? withoutPerson(open, codeNameOf(ctx, row.uuid)) : open
  })
}

/** Connections work in UTC. */
const iso = (moment: string) => sql.raw(`to_char(${moment}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

function opened(
  { personal, wrapped: _, shareId, retakeReasonSealed, heardOnly, ...row }: Stored,
  dataKey: KeyObject,
): InterviewRow {
  const shareToken = shareId && tokenOf(keyFor(dataKey, 'link'), 'share', shareId)
  const retakeReason = retakeReasonSealed && openReason(dataKey, row.id, retakeReasonSealed)
  // Behind a share link everybody sees: who is only to hear must not be handed one.
  const seen = heardOnly && { hasVideo: false, hasPoster: false, shareToken: null }
  return { ...row, retakeReason, shareToken, ...seen, iv: ivOf(personal), personal: openPersonal(dataKey, personal) }
}

/**
 * Neither the name, nor what would lead to it: the same person stands unmasked in another assessment under the same
 * number and the same initialisation vector, and what they wrote to the company may be signed.
 */
const withoutPerson = (row: InterviewRow, codeName: string): InterviewRow => ({
  ...row,
  personal: { firstName: 'Candidate', lastName: codeName, email: '' },
  candidateId: 0,
  iv: '0'.repeat(32),
  hasPoster: false,
  shareToken: null,
  retakeReason: null,
})
