import type { Actor, Ctx } from '../lib/context.ts'
import type { Db } from '../lib/database.ts'
import type { EventKind } from './kinds.ts'

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
