import { setTimeout as pause } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, contextOf, type World } from './context.ts'
import { isUnavailable } from './database/unavailable.ts'
import { type Letter, LetterRefused, mostConnections } from './mail.ts'
import { unhurried } from './unhurried.ts'
import { workOff } from './work-off.ts'

/**
 * A table of letters, each sent when it is due: `due_at` says when the next attempt begins, null when there is none to come.
 * Whoever sends one first puts it past the longest that an attempt can take: should they die, it is due again. Not a job of
 * the queue, which counts tries and then lets go of it: a letter is tried as long as it has something to say.
 */
export type Outbox<T extends Ready = Ready> = {
  table: string
  /** The letter as it stands now. Undefined when there is none to send any more or yet, and that is written down. */
  read: (ctx: Ctx, id: string) => Promise<T | undefined>
  /** Writes down that the mail server took it. */
  sent: (ctx: Ctx, id: string, ready: T) => Promise<void>
  /** Writes down that it will never leave, and why: the mail server refused it, or nobody took it in time. */
  failed: (ctx: Ctx, id: string, ready: T, why: string, isRefused: boolean) => Promise<void>
}
/** `until`: when it is given up, should nobody take it. */
export type Ready = { letter: Letter; until: Date }

type Claimed = { companyId: number; id: string; tries: number }

/** The next are read while as many leave as may. */
const atOnce = 2 * mostConnections
/** Twice what an attempt may take (mail.ts). */
const claimMs = 300_000
const longestWaitMs = 3_600_000

/** A mail server may be away over a weekend and more: RFC 5321 §4.5.4.1 asks for at least four or five days. */
export const givenUpAt = (queuedAt: Date) => new Date(queuedAt.getTime() + 5 * 86_400_000)

/** After so many tries that failed: two seconds, each time twice as long, at most an hour. */
const waitMs = (tries: number) => Math.min(1000 * 2 ** tries, longestWaitMs)

/** Sends what is due in every company, each letter once, however many processes do. Returns when none is due any more. */
export const sendDue = <T extends Ready>(world: World, outbox: Outbox<T>, stop: AbortSignal): Promise<void> =>
  workOff<Claimed>(stop, {
    // A few at a time, for each claim asks the database.
    claim: async (underway) => (underway.length > atOnce / 2 ? [] : await claim(world, outbox.table, underway)),
    make: (claimed) => send(world, outbox, claimed),
  })

async function claim({ database, now }: World, table: string, underway: Claimed[]): Promise<Claimed[]> {
  const most = atOnce - underway.length
  const inHand = underway.map(({ id }) => id)
  return (await claiming(table, now(), most, inHand).execute(database.system.withoutPlugins())).rows
}

/**
 * Companies take turns, so that those with a hundred thousand keep no other waiting; chance says whose is next, for there may
 * be more of them than are claimed at once. That a letter is still due is looked at under its lock: two workers never send the
 * same. What is `inHand` here is let be: a machine may have slept past its own claims. Does not wait for the disk: a claim that
 * PostgreSQL forgets in a crash is made again.
 */
export const claiming = (table: string, at: Date, most: number, inHand: string[] = []): RawBuilder<Claimed> => sql`
    with claimed as materialized (
      select due.id from company c
      cross join lateral (
        select held.id, row_number() over () as turn from (
          select l.id from ${sql.table(table)} l where l.company_id = c.id and l.due_at <= ${at}
            and l.id <> all(${inHand}::uuid[])
          order by l.due_at limit ${most} for update skip locked) held) due
      order by due.turn, random() limit ${most})
    update ${sql.table(table)} l set due_at = ${new Date(at.getTime() + claimMs)}, claimed_at = ${at}, tries = l.tries + 1
    from ${unhurried} where l.id = any(array(select id from claimed))
    returning l.company_id as "companyId", l.id, l.tries`

async function send<T extends Ready>(world: World, outbox: Outbox<T>, claimed: Claimed): Promise<void> {
  const { id, companyId } = claimed
  const ctx = contextOf(world, { kind: 'system', companyId })
  let ready: T | undefined
  try {
    ready = await outbox.read(ctx, id)
    if (!ready) return
    await ctx.letters.send(ready.letter)
  } catch (error) {
    const why = ready && error instanceof Error ? error.message : 'The letter could not be made'
    if (ready && error instanceof LetterRefused) return await outbox.failed(ctx, id, ready, why, true)
    world.report(error, `sending of a ${outbox.table}`)
    const isOver = ready && ready.until <= ctx.now()
    return ready && isOver ? await outbox.failed(ctx, id, ready, why, false) : await tryAgain(ctx, outbox, claimed, why)
  }
  await note(ctx, outbox, id, ready)
}

/** That it was taken. Should PostgreSQL be away it is waited for, until soon another would send the letter again. */
async function note<T extends Ready>(ctx: Ctx, outbox: Outbox<T>, id: string, ready: T): Promise<void> {
  for (let waitingMs = 500; ; waitingMs *= 2) {
    try {
      return await outbox.sent(ctx, id, ready)
    } catch (error) {
      if (!isUnavailable(error) || waitingMs > 64_000) throw error
      await pause(waitingMs, undefined, { ref: false })
    }
  }
}

/** Unless another has it by now: who was thought dead has nothing to say about it. */
async function tryAgain<T extends Ready>(
  { db, now }: Ctx,
  { table }: Outbox<T>,
  { companyId, id, tries }: Claimed,
  why: string,
): Promise<void> {
  await sql`
    update ${sql.table(table)} l set claimed_at = null, trouble = ${why},
      due_at = ${new Date(now().getTime() + waitMs(tries))}
    from ${unhurried}
    where l.company_id = ${companyId} and l.id = ${id} and l.tries = ${tries} and l.due_at is not null`.execute(db)
}
