import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { unhurried } from '../lib/unhurried.ts'
import type { WhyDisabled } from '../notices/kinds.ts'
import { notifyOwners } from '../notices/notify.ts'
import type { Claimed } from './delivering.ts'
import type { Outcome } from './post.ts'
import { nextTry, retryAfterIn } from './schedule.ts'

const dayMs = 86_400_000
/** A delivery is given up after some three days. When nothing else got through in them either, nobody is there. */
const lastingMs = 3 * dayMs

/** Any 2xx is taken for received (Standard Webhooks 1.0.0). */
export const isReceived = ({ status }: Outcome): boolean => status !== null && status >= 200 && status < 300
const gone = 410

/** Writes down what came of an attempt, and what is to come of the delivery and its webhook. */
export const settle = (ctx: Ctx, claimed: Claimed, outcome: Outcome): Promise<void> =>
  isReceived(outcome)
    ? received(ctx, claimed, outcome)
    : atomically(ctx, async (ctx) => {
        await log(ctx, claimed.id, outcome)
        await missed(ctx, claimed, outcome)
      })

/**
 * One statement for all three, and none waited for on the disk: it is what happens thousands of times an hour, and what a
 * power cut makes PostgreSQL forget is delivered again.
 */
async function received({ db, actor, now }: Ctx, { id, webhookId, tries }: Claimed, outcome: Outcome): Promise<void> {
  await sql`
    with logged as (${attempt(actor.companyId, id, now(), outcome)}),
      reached as (update webhook set failing_since = null
        where company_id = ${actor.companyId} and id = ${webhookId} and failing_since is not null)
    update delivery set due_at = null, delivered_at = ${now()}, failed_at = null from ${unhurried}
    where company_id = ${actor.companyId} and id = ${id} and tries = ${tries}`.execute(db)
}

export async function log({ db, actor, now }: Ctx, deliveryId: string, outcome: Outcome): Promise<void> {
  await attempt(actor.companyId, deliveryId, now(), outcome).execute(db)
}

/** Of a delivery that was not removed meanwhile. */
const attempt = (companyId: number, id: string, at: Date, { tookMs, status, error, answer }: Outcome) => sql`
  insert into delivery_attempt (company_id, delivery_id, at, took_ms, status, error, answer)
  select company_id, id, ${at}, ${tookMs}, ${status}, ${error}, ${answer} from delivery
  where company_id = ${companyId} and id = ${id}`

async function missed(ctx: Ctx, claimed: Claimed, outcome: Outcome): Promise<void> {
  const now = ctx.now()
  const webhook = await hold(ctx, claimed)
  if (!webhook) return
  const failingSince = webhook.failingSince ?? now
  await update(ctx, claimed.webhookId, { failingSince })
  const isGone = outcome.status === gone
  const next = isGone ? undefined : nextTry(now, claimed.tries, retryAfterIn(outcome.retryAfter, now))
  await move(ctx, claimed, next ? { dueAt: next } : { dueAt: null, failedAt: now })
  if (next || webhook.disabledAt) return
  if (isGone) await disable(ctx, claimed.webhookId, 'gone')
  else if (now.getTime() - failingSince.getTime() >= lastingMs) await disable(ctx, claimed.webhookId, 'failing')
}

/** Held to the end, so that what follows from its state is done once. */
const hold = ({ db, actor }: Ctx, { webhookId }: Claimed) =>
  db
    .selectFrom('webhook')
    .select(['failingSince', 'disabledAt'])
    .where('companyId', '=', actor.companyId)
    .where('id', '=', webhookId)
    .forUpdate()
    .executeTakeFirst()

/** Unless somebody has queued it again meanwhile: then it is to be made once more. */
const move = (
  { db, actor }: Ctx,
  { id, tries }: Claimed,
  to: { dueAt: Date | null; deliveredAt?: Date; failedAt?: Date | null },
) =>
  db
    .updateTable('delivery')
    .set(to)
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .where('tries', '=', tries)
    .execute()

const update = ({ db, actor }: Ctx, webhookId: string, how: { failingSince: Date | null }) =>
  db
    .updateTable('webhook')
    .set(how)
    .where('companyId', '=', actor.companyId)
    .where('id', '=', webhookId)
    .where('failingSince', how.failingSince ? 'is' : 'is not', null)
    .execute()

const sentences: Record<WhyDisabled, string> = {
  gone: 'The receiver answered 410: it wants no more',
  failing: 'Nothing was received for three days',
}

/** Switches a webhook off, and tells the owners. What waits for it waits until somebody switches it on again. */
async function disable(ctx: Ctx, webhookId: string, why: WhyDisabled): Promise<void> {
  const { url } = await ctx.db
    .updateTable('webhook')
    .set({ disabledAt: ctx.now(), disabledBecause: sentences[why] })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', webhookId)
    .returning('url')
    .executeTakeFirstOrThrow()
  await notifyOwners(ctx, 'webhookDisabled', { webhookId, host: new URL(url).host, why })
  await record(ctx, 'webhook.disabled', webhookId, { why: sentences[why] })
}
