import { sql } from 'kysely'
import type { World } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import { inTurn } from './passwords.ts'

const windowMs = 15 * 60_000
/** Wrong passwords allowed in the window: by one caller for one thing, for one thing, by one caller. */
const limits = { pair: 10, thing: 50, caller: 100 }

/** `of` is what has the password: an address, a share link. */
export type Guess = { companyId: number; of: string; ip: string }

/** Checked and counted within one's turn, so that a thousand guesses at once cannot all be first. */
export function guess(world: World, given: Guess, isRight: () => Promise<boolean>): Promise<boolean> {
  return inTurn(async () => {
    await refuseTooMany(world, given)
    const right = await isRight()
    if (right) await forget(world, given)
    else await countWrong(world, given)
    return right
  })
}

/** Refuses a guess when there were too many wrong ones lately; the same whether what it is of exists or not. */
async function refuseTooMany(world: World, guess: Guess) {
  const keys = keysOf(world, guess)
  const since = new Date(world.now().getTime() - windowMs)
  const rows = await world.database.system
    .selectFrom('signInFailure')
    .selectAll()
    .where(
      'key',
      'in',
      keys.map(({ key }) => key),
    )
    .where('since', '>', since)
    .execute()
  for (const { key, limit } of keys) {
    const row = rows.find((row) => row.key.equals(key))
    if (row && row.failures >= limit) throw tooMany(row.since.getTime() + windowMs - world.now().getTime())
  }
}

const tooMany = (waitMs: number) =>
  new Problem('too_many', 'Too many wrong passwords. Try again later.', {
    name: 'TOO_MANY_REQUESTS',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  })

/** Counts a wrong guess; the window starts anew when the last one has passed. */
async function countWrong(world: World, guess: Guess) {
  const now = world.now()
  const since = new Date(now.getTime() - windowMs)
  for (const { key } of keysOf(world, guess)) {
    await sql`
      insert into sign_in_failure (key, failures, since) values (${key}, 1, ${now})
      on conflict (key) do update set
        failures = case when sign_in_failure.since <= ${since} then 1 else sign_in_failure.failures + 1 end,
        since = case when sign_in_failure.since <= ${since} then ${now} else sign_in_failure.since end`.execute(
      world.database.system,
    )
  }
}

/** Forgets one caller's wrong guesses once it has guessed right. */
async function forget(world: World, guess: Guess) {
  const [pair] = keysOf(world, guess)
  if (pair) await world.database.system.deleteFrom('signInFailure').where('key', '=', pair.key).execute()
}

function keysOf({ vault }: World, { companyId, of, ip }: Guess) {
  // As JSON: an address made up to look like a caller must not be counted against that caller.
  const key = (...what: (string | null)[]) => vault.lookup(companyId, `guess ${JSON.stringify(what)}`)
  return [
    { key: key(of, ip), limit: limits.pair },
    { key: key(of, null), limit: limits.thing },
    { key: key(null, ip), limit: limits.caller },
  ]
}

/** What no longer counts. */
export async function sweepGuesses(world: World) {
  const since = new Date(world.now().getTime() - windowMs)
  await world.database.system.deleteFrom('signInFailure').where('since', '<=', since).execute()
}
