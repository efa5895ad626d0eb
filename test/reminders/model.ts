import { type Act, companyZone, type Script } from './script.ts'

/** What each person is to have at the end of a script. Nothing of it is the product's: days are counted on calendars. */
export type Ending = {
  letters: { kind: 'invitation' | 'reminder' | 'extended' | 'submitted' | 'withdrawn'; at: number }[]
  status: string
  expiries: number
}

type Life = Ending & {
  invitedAt: number
  writtenAt: number
  reminders: number
  ownDeadline: number | undefined
  isOver: boolean
  isUnsubscribed: boolean
  isExpired: boolean
}

const hours = { morning: '09:00:00', afternoon: '17:00:00' }

export function play({ ticks, rounds: given, people, acts }: Script): { lives: Ending[]; happened: Act[] } {
  const rounds = given.map((round) => ({ ...round, closedAt: undefined as number | undefined }))
  const lives = people.map(newLife)
  /** Nobody hands in what is over, and nobody is invited to it. */
  const happened: Act[] = []
  let next = 0

  const deadlineOf = (person: number) => {
    const round = rounds[people[person]?.round ?? 0] as (typeof rounds)[number]
    return Math.min(lives[person]?.ownDeadline ?? round.expiresAt, round.closedAt ?? Infinity)
  }
  const isOpen = (person: number, at: number, toAnswer: boolean) =>
    (!toAnswer || at >= (rounds[people[person]?.round ?? 0]?.startsAt ?? 0)) && at < deadlineOf(person)

  function act(done: Act) {
    happened.push(done)
    if ('round' in done) {
      const round = rounds[done.round] as (typeof rounds)[number]
      if (done.what === 'close') round.closedAt = done.at
      if (done.what === 'reopen') round.closedAt = undefined
      if (done.what === 'startReminding') round.isReminding = true
      if (done.what === 'move') round.expiresAt = done.until
      return
    }
    const life = lives[done.person] as Life
    if (done.what === 'extend') extend(life, rounds[people[done.person]?.round ?? 0] as (typeof rounds)[number], done)
    else if (done.what === 'withdraw') end(life, 'Withdrawn', { kind: 'withdrawn', at: done.at })
    else if (done.what === 'unsubscribe') life.isUnsubscribed = true
    else if (!isOpen(done.person, done.at, done.what === 'submit')) happened.pop()
    else if (done.what === 'submit') end(life, 'Completed', { kind: 'submitted', at: done.at })
    else {
      life.letters.push({ kind: 'invitation', at: done.at })
      Object.assign(life, { invitedAt: done.at, writtenAt: done.at, status: 'Awaiting Response' })
    }
  }

  for (const tick of ticks) {
    for (; (acts[next]?.at ?? Infinity) <= tick; next++) act(acts[next] as Act)
    people.forEach(({ round: index, timeZone }, person) => {
      const life = lives[person] as Life
      if (life.isOver || life.invitedAt === 0) return
      const round = rounds[index] as (typeof rounds)[number]
      const isPast = deadlineOf(person) <= tick
      if (isPast && !life.isExpired) life.expiries++
      life.isExpired = isPast
      life.status = isPast ? 'Expired' : 'Awaiting Response'
      if (isPast || life.isUnsubscribed || !round.isReminding || tick < round.startsAt) return
      if (life.reminders >= round.maxReminders) return
      if (!isDay(life.writtenAt, round.intervalDays, tick, timeZone ?? companyZone)) return
      life.reminders++
      life.writtenAt = tick
      life.letters.push({ kind: 'reminder', at: tick })
    })
  }
  return { lives, happened }
}

function end(life: Life, status: string, letter: Ending['letters'][number]): void {
  life.letters.push(letter)
  Object.assign(life, { isOver: true, status })
}

/** Who has longer than before is told so, as long as they can use it. */
function extend(
  life: Life,
  { expiresAt, closedAt }: { expiresAt: number; closedAt: number | undefined },
  { at, until }: { at: number; until: number },
): void {
  const isLonger = until > (life.ownDeadline ?? expiresAt)
  const isOpen = life.invitedAt > 0 && !life.isOver && closedAt === undefined && until > at
  life.ownDeadline = until
  if (isLonger && isOpen) life.letters.push({ kind: 'extended', at })
}

const newLife = (): Life => ({
  ...{ letters: [], status: 'Draft', expiries: 0, invitedAt: 0, writtenAt: 0, reminders: 0, ownDeadline: undefined },
  ...{ isOver: false, isUnsubscribed: false, isExpired: false },
})

/** So many days have gone by on the calendar there, to the hour they were written to, and it is daytime. */
function isDay(writtenAt: number, days: number, tick: number, timeZone: string): boolean {
  const now = clockAt(tick, timeZone)
  if (now.time < hours.morning || now.time >= hours.afternoon) return false
  const written = clockAt(writtenAt, timeZone)
  const day = new Date(Date.parse(`${written.date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  return `${now.date}T${now.time}` >= `${day}T${written.time}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()
const seen = new Map<string, { date: string; time: string }>()

export function clockAt(at: number, timeZone: string): { date: string; time: string } {
  const key = `${at} ${timeZone}`
  const known = seen.get(key)
  if (known) return known
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  clocks.set(timeZone, clock)
  const [date = '', time = ''] = clock.format(at).split(' ')
  seen.set(key, { date, time })
  return { date, time }
}
