import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import type { UserCtx } from '../lib/context.ts'

export type Standing = {
  uuid: string
  sent: number
  reminders: number
  lastSentAt: Date | null
  nextReminderAt: Date | null
  /** Why the last letter, or any to this address, did not arrive. */
  failure: string | null
  /** Their mail server still tries. */
  isDelayed: boolean
  /** Why the last letter could not be handed over yet. It is tried again. */
  trouble: string | null
}

/** What letters each candidate of an assessment was sent, for those who were sent any. */
export async function standing(ctx: UserCtx, assessmentId: number): Promise<Standing[]> {
  allow(ctx, 'candidate.read')
  await assessments.find(ctx, assessmentId)
  const { rows } = await sql<Standing>`
    select i.uuid, count(l.sent_at)::int as sent, i.reminders_sent as reminders, max(l.sent_at) as "lastSentAt",
      i.next_reminder_at as "nextReminderAt",
      coalesce((array_agg(l.failure order by l.queued_at desc))[1], min(c.undeliverable)
        filter (where c.undeliverable_at is not null)) as failure,
      (array_agg(l.trouble order by l.queued_at desc))[1] as trouble,
      coalesce((array_agg(l.delayed_at order by l.queued_at desc))[1] > now() - interval '2 days', false) as "isDelayed"
    from interview i join letter l on l.company_id = i.company_id and l.interview_id = i.id
      join candidate c on c.company_id = i.company_id and c.id = i.candidate_id
    where i.company_id = ${ctx.actor.companyId} and i.assessment_id = ${assessmentId} and l.dropped_at is null
    group by i.company_id, i.id order by i.id desc`.execute(ctx.db.withoutPlugins())
  return rows
}
