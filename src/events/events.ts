import type { Actor, Ctx } from '../lib/context.ts'

/** What can happen. Each change and each viewing is one event: the audit log, the webhooks' source, the funnel. */
export type EventKind =
  | `company.created`
  | `user.${'created' | 'signed_in'}`
  | `key.${'created' | 'revoked'}`
  | `assessment.${'created' | 'updated'}`
  | `question.created`
  | `criterion.${'created' | 'updated'}`
  | `candidate.${'created' | 'updated' | 'erased'}`
  | `interview.${'created' | 'updated' | 'invited' | 'opened' | 'consented' | 'started' | 'answered' | 'submitted' | 'shared' | 'viewed' | 'deleted'}`
  | `media.${'ready' | 'failed'}`

/** Writes down what happened, in the transaction that made it happen. Ids only: names are erasable, events are not. */
export async function record(
  ctx: Ctx,
  kind: EventKind,
  subject: string | number,
  details: Record<string, unknown> = {},
) {
  await ctx.db
    .insertInto('event')
    .values(eventRow(ctx, kind, subject, details))
    .execute()
}

/** The same for many subjects, in one statement. */
export async function recordAll(ctx: Ctx, kind: EventKind, subjects: (string | number)[]) {
  if (subjects.length === 0) return
  const rows = subjects.map((subject) => eventRow(ctx, kind, subject, {}))
  await ctx.db.insertInto('event').values(rows).execute()
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
