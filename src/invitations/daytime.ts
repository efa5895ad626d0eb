import { type RawBuilder, sql } from 'kysely'

/**
 * When a reminder may reach somebody: nobody's telephone is to ring at night. It is planned between nine and five, and has
 * until six to leave, so that one which the mail server does not take at once is not put off to the next day.
 */
const morning = sql`time '09:00'`
const afternoon = sql`time '17:00'`
const evening = sql`time '18:00'`

/** Moments from times on the clock of `zone`, which PostgreSQL knows the summer times of: each exists, and once. */
export const daytime = {
  /** The first moment of a day's planning hours from `local` on, a time on their clock. */
  from: (local: RawBuilder<unknown>) => within(local, afternoon),

  /** Until when what is queued at a moment may leave. */
  evening: (at: RawBuilder<unknown>) => sql`((${at} at time zone zone)::date + ${evening}) at time zone zone`,

  /** When what was to leave by an evening may leave now that this has passed. */
  next: (now: Date) => within(sql`(${now}::timestamptz at time zone zone)`, evening),
}

const within = (local: RawBuilder<unknown>, end: RawBuilder<unknown>) => sql`(case
  when ${local}::time < ${morning} then ${local}::date + ${morning}
  when ${local}::time >= ${end} then ${local}::date + 1 + ${morning}
  else ${local} end) at time zone zone`
