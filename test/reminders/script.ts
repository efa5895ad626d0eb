import { randomFrom } from './random.ts'

/** What happens in sixty days, and when: told to Greenroom and to the model alike. Moments are milliseconds. */
export type Round = {
  intervalDays: number
  maxReminders: number
  isReminding: boolean
  startsAt: number
  expiresAt: number
}
export type Person = { address: string; round: number; timeZone: string | null }
export type Act = { at: number } & (
  | { what: 'invite' | 'submit' | 'withdraw' | 'unsubscribe'; person: number }
  | { what: 'extend'; person: number; until: number }
  | { what: 'close' | 'reopen' | 'startReminding'; round: number }
  | { what: 'move'; round: number; until: number }
)
export type Script = { ticks: number[]; rounds: Round[]; people: Person[]; acts: Act[] }

const hourMs = 3_600_000
/** No letter needs so long to be taken in the end, whatever fails; a reminder has as long until its evening. */
export const latenessMs = hourMs
const dayMs = 24 * hourMs

/** The clocks go on in Auckland on the 27th of September, and back in Europe on the 25th of October, in America on the 1st of November. */
export const beginning = Date.parse('2026-09-20T06:17:00Z')
export const companyZone = 'Europe/Berlin'
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'America/St_Johns',
  'Pacific/Honolulu',
  'Australia/Lord_Howe',
  null,
]

export function writeScript(count: number, days: number, seed: number): Script {
  const random = randomFrom(seed)
  const ticks = ticksOf(days, random)
  const tickAfter = (day: number) => ticks.find((tick) => tick >= beginning + day * dayMs) ?? (ticks.at(-1) as number)
  /** A letter that is late may find that the deadline has passed, and is dropped; here none is so late. */
  const clearOfTicks = (deadline: number) =>
    ticks.some((tick) => tick < deadline && deadline <= tick + latenessMs) ? deadline + latenessMs : deadline
  const some = (from: number, to: number) => tickAfter(from + random() * (to - from))
  const round = (intervalDays: number, maxReminders: number, ends: number, given: Partial<Round> = {}): Round => ({
    ...{ intervalDays, maxReminders, isReminding: true, startsAt: beginning - dayMs },
    expiresAt: clearOfTicks(beginning + ends * dayMs + Math.floor(random() * dayMs)),
    ...given,
  })
  const rounds = [
    round(1, 5, 12),
    round(2, 3, 59),
    round(3, 9, 30),
    round(5, 4, 50),
    round(7, 6, 58),
    round(4, 2, 57, { isReminding: false }),
    round(2, 2, 8),
    round(10, 5, 70, { startsAt: beginning + 14 * dayMs + 5 * hourMs }),
  ]
  const people = Array.from({ length: count }, (_, number) => ({
    address: `person${number}@example.com`,
    round: number % rounds.length,
    timeZone: zones[Math.floor(random() * zones.length)] ?? null,
  }))
  const acts: Act[] = [
    { at: tickAfter(35), what: 'move', round: 2, until: clearOfTicks(beginning + 55 * dayMs) },
    { at: tickAfter(20), what: 'close', round: 3 },
    { at: tickAfter(10), what: 'close', round: 4 },
    { at: tickAfter(25), what: 'reopen', round: 4 },
    { at: tickAfter(15), what: 'startReminding', round: 5 },
  ]
  people.forEach((_, person) => {
    // Many at once: as a company does it.
    acts.push({ at: tickAfter(1 + Math.floor(random() * 5)), what: 'invite', person })
    const fate = random()
    const at = some(6.5, days)
    if (fate < 0.2) acts.push({ at, what: 'submit', person })
    else if (fate < 0.28) acts.push({ at, what: 'withdraw', person })
    else if (fate < 0.36) acts.push({ at, what: 'unsubscribe', person })
    else if (fate < 0.44)
      acts.push({ at, what: 'extend', person, until: clearOfTicks(at + Math.floor(random() * 20 * dayMs)) })
    else if (fate < 0.47) acts.push({ at, what: 'invite', person })
  })
  return { ticks, rounds, people, acts: acts.sort((one, other) => one.at - other.at) }
}

/** Between four and eight hours apart, so that each day's planning hours see one at least. */
function ticksOf(days: number, random: () => number): number[] {
  const ticks = [beginning]
  for (let at = beginning; at < beginning + days * dayMs; ticks.push(at))
    at += Math.floor((4 + random() * 3.9) * hourMs)
  return ticks
}
