import type { Actor, Ctx } from '../lib/context.ts'
import type { Db } from '../lib/database.ts'

/** What can happen. Each change and each viewing is one event: the audit log, the webhooks' source, the funnel. */
export type EventKind =
  | `company.${'created' | 'updated'}`
  | `user.${'created' | 'signed_in' | 'signed_out' | 'invited' | 'joined' | 'renamed' | 'role_changed' | 'disabled' | 'enabled' | 'password_changed' | 'password_forgotten'}`
  | `key.${'created' | 'revoked'}`
  | `assessment.${'created' | 'updated'}`
  | `question.${'created' | 'updated' | 'removed'}`
  | `picture.added`
  | `audit.exported`
  | `criterion.${'created' | 'updated'}`
  | `candidates.exported`
  | `library.${'added' | 'updated'}`
  | `candidate.${'created' | 'updated' | 'erased'}`
  | `interview.${'created' | 'updated' | 'invited' | 'reminded' | 'opened' | 'consented' | 'started' | 'answered' | 'submitted' | 'shared' | 'unshared' | 'viewed' | 'withdrawn' | 'deleted' | 'time_requested' | 'deadline_requested' | 'retake_requested' | 'request_granted' | 'request_refused' | 'reopened'}`
  | `interview.${'decided' | 'unmasked'}`
  | `review.${'rated' | 'commented' | 'comment_removed' | 'submitted' | 'changed' | 'informed'}`
  | `media.${'ready' | 'failed' | 'downloaded'}`

/** Writes down what happened, in the transaction that made it happen. Ids only: names are erasable, events are not. */
export const record = (ctx: Ctx, kind: EventKind, subject: string | number, details: Record<string, unknown> = {}) =>
  write(ctx, [eventRow(ctx, kind, subject, details)])

/** The same for many subjects. */
export const recordAll = (ctx: Ctx, kind: EventKind, subjects: (string | number)[], details = {}) =>
  write(
    ctx,
    subjects.map((subject) => eventRow(ctx, kind, subject, details)),
  )

type EventRow = ReturnType<typeof eventRow>

const waiting = new WeakMap<Db, EventRow[]>()

/** All events of a transaction are one statement, its last. */
async function write({ db, beforeCommit }: Ctx, rows: EventRow[]): Promise<void> {
  const before = waiting.get(db)
  if (before) before.push(...rows)
  else if (!beforeCommit) await insert(db, rows)
  else {
    const all = [...rows]
    waiting.set(db, all)
    beforeCommit.push(() => insert(db, all))
  }
}

async function insert(db: Db, rows: EventRow[]) {
  if (rows.length > 0) await db.insertInto('event').values(rows).execute()
}

const eventRow = (ctx: Ctx, kind: EventKind, subject: string | number, details: Record<string, unknown>) => ({
  at: ctx.now(),
  actor: nameOf(ctx.actor),
  kind,
  subject: String(subject),
  details: JSON.stringify(details),
  companyId: ctx.actor.companyId,
})

function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`
    case 'candidate':
      return `interview:${actor.interviewId}`
    case 'visitor':
      return `share:${actor.shareLinkId}`
    default:
      return actor.kind
  }
}
