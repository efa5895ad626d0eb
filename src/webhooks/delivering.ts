import { type RawBuilder, sql } from 'kysely'
import { contextOf, type World } from '../lib/context.ts'
import { unhurried } from '../lib/unhurried.ts'
import { workOff } from '../lib/work-off.ts'
import { post } from './post.ts'
import { type Secrets, signedHeaders } from './secrets.ts'
import { settle } from './settling.ts'

/** A delivery that is this worker's to make. */
export type Claimed = Secrets & {
  companyId: number
  id: string
  webhookId: string
  url: string
  payload: string
  /** Which try this is, counted from 1. */
  tries: number
}

/** How many one process makes at once: in all, to one receiver, and to one that is failing. */
const atOnce = { all: 200, each: 8, failing: 1 }
/** Longer than an attempt can take: whoever has said nothing by then is dead. */
const claimMs = 30_000

/**
 * Makes every delivery that is due, in every company, until there is none. A receiver that hangs keeps its own places and
 * nobody else's.
 */
export const deliverDue = (world: World, stop: AbortSignal): Promise<void> =>
  workOff<Claimed>(stop, {
    claim: (underway) =>
      claim(
        world,
        underway.map(({ webhookId }) => webhookId),
      ),
    make: (claimed) => deliver(world, claimed),
  })

async function claim({ database, now }: World, busy: string[]): Promise<Claimed[]> {
  return (await claiming(now(), busy).execute(database.system.withoutPlugins())).rows
}

/**
 * One UPDATE of due_at, which is looked at once more under the lock: two workers never make the same attempt. Chance says which
 * webhooks are seen first, for there may be more of them than there are places.
 */
export function claiming(at: Date, busy: string[]): RawBuilder<Claimed> {
  const counts = Map.groupBy(busy, (id) => id)
  return sql`
    with claimed as materialized (
      select due.id, w.url, w.secret, w.former_secret, w.former_until
      from (select * from webhook where disabled_at is null order by random()) w
      left join unnest(${[...counts.keys()]}::uuid[], ${[...counts.values()].map((each) => each.length)}::int[])
        as busy (id, n) on busy.id = w.id
      cross join lateral (
        select d.id from delivery d
        where d.company_id = w.company_id and d.webhook_id = w.id and d.due_at <= ${at}
        order by d.due_at
        limit greatest(0, case when w.failing_since is null then ${atOnce.each}::int else ${atOnce.failing}::int end
          - coalesce(busy.n, 0))
        for update skip locked) due
      limit ${atOnce.all - busy.length}
    ), taken as (
      update delivery d set due_at = ${new Date(at.getTime() + claimMs)}, tries = d.tries + 1
      from ${unhurried} where d.id = any(array(select id from claimed))
      returning d.company_id, d.id, d.webhook_id, d.payload, d.tries)
    select t.company_id as "companyId", t.id, t.webhook_id as "webhookId", t.payload, t.tries,
      c.url, c.secret, c.former_secret as "formerSecret", c.former_until as "formerUntil"
    from taken t join claimed c on c.id = t.id`
}

async function deliver(world: World, claimed: Claimed): Promise<void> {
  const { companyId, id, url, payload } = claimed
  const headers = signedHeaders(world, companyId, claimed, id, payload)
  const outcome = await post(url, payload, headers, world.receiving)
  await settle(contextOf(world, { kind: 'system', companyId }), claimed, outcome)
}
