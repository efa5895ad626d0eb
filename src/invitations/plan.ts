import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'

/** Every other day, where nobody said how often. */
const usualDays = 2

/** When the next reminder of an interview is due; a condition on `i` (interview) and `a` (assessment). */
const nextReminder = sql`case
  when a.reminders_enabled and i.invited_at is not null and i.submitted_at is null and i.withdrawn_at is null
    and i.reminders_sent < i.max_reminders
  then greatest(i.reminded_at, i.invited_at) + make_interval(days => coalesce(nullif(a.reminder_interval_days, 0), ${usualDays}))
  end`

/** Works out anew when candidates are to be reminded, after whatever that depends on has changed. Joins the transaction. */
export async function planReminders({ db, actor }: Ctx, narrowed: RawBuilder<unknown>): Promise<void> {
  await sql`
    update interview i set next_reminder_at = ${nextReminder}
    from assessment a
    where a.company_id = i.company_id and a.id = i.assessment_id
      and i.company_id = ${actor.companyId} and ${narrowed}`.execute(db)
}

/** The same for all of an assessment, whose own settings have changed. */
export async function replan(ctx: Ctx, assessmentId: number): Promise<void> {
  await sql`
    update interview i set max_reminders = case when a.reminders_enabled then coalesce(a.max_reminders, 0) else 0 end
    from assessment a
    where a.company_id = i.company_id and a.id = i.assessment_id
      and i.company_id = ${ctx.actor.companyId} and i.assessment_id = ${assessmentId}
      and i.submitted_at is null`.execute(ctx.db)
  await planReminders(ctx, sql`i.assessment_id = ${assessmentId} and i.submitted_at is null`)
}
