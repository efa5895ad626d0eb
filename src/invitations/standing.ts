import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import type { UserCtx } from '../lib/context.ts'
import { type LetterKind, letterKinds } from './letter-kinds.ts'
import { type Said, wordsOf } from './mail.ts'

export type Standing = {
  uuid: string
  sent: number
  reminders: number
  lastSentAt: Date | null
  nextReminderAt: Date | null
  failure: string | null
}

/** What letters each candidate of an assessment was sent, for those who were sent any. */
export async function standing(ctx: UserCtx, assessmentId: number): Promise<Standing[]> {
  allow(ctx, 'candidate.read')
  await assessments.find(ctx, assessmentId)
  const { rows } = await sql<Standing>`
    select i.uuid, count(l.sent_at)::int as sent, i.reminders_sent as reminders, max(l.sent_at) as "lastSentAt",
      i.next_reminder_at as "nextReminderAt",
      (array_agg(l.failure order by l.queued_at desc))[1] as failure
    from interview i join letter l on l.company_id = i.company_id and l.interview_id = i.id
    where i.company_id = ${ctx.actor.companyId} and i.assessment_id = ${assessmentId}
    group by i.company_id, i.id order by i.id desc`.execute(ctx.db.withoutPlugins())
  return rows
}

/** The letters of an assessment as its candidates get them. */
export async function preview(ctx: UserCtx, assessmentId: number): Promise<(Said & { kind: LetterKind })[]> {
  const assessment = await assessments.find(ctx, assessmentId)
  const { name: companyName } = await ctx.db
    .selectFrom('company')
    .select('name')
    .where('id', '=', ctx.actor.companyId)
    .executeTakeFirstOrThrow()
  const { name: assessmentName, expiresAt: deadline, language, letterText } = assessment
  return letterKinds.map((kind) => ({
    kind,
    ...wordsOf(kind, { companyName, assessmentName, deadline, language, letterText }),
  }))
}
