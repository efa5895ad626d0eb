import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testApp } from '../app.ts'
import { clockAt, play } from './model.ts'
import { startMoodyMailServer, type Taken } from './moody-mail-server.ts'
import { randomFrom } from './random.ts'
import { setScene } from './scene.ts'
import { beginning, companyZone, latenessMs, writeScript } from './script.ts'
import { startWorkers } from './workers.ts'

const seed = Number(process.env.SEED ?? 1)
const days = Number(process.env.DAYS ?? 60)
const script = writeScript(1000, days, seed)
const workerCount = 10
/** A worker is killed in about one of so many steps of the clock, and three when there is much to send. */
const killEvery = 9
const muchAtOnce = 100
const minuteMs = 60_000

const clock = { now: beginning - minuteMs }
const server = await startMoodyMailServer(seed, () => clock.now)
afterAll(server.stop)
const settings = { SMTP_URL: server.url, PUBLIC_URL: 'https://interviews.example.com' }
const greenroom = testApp({ ...settings, ROLES: 'web' }, { now: () => new Date(clock.now) })

test('sixty days over two changes of the clocks: everybody gets the letters they are to get, and each once', {
  timeout: 3_600_000,
}, async () => {
  const { lives, happened } = play(script)
  const { company, db, seated, act } = await setScene(greenroom, script)
  const { connection, dataDir } = greenroom.running
  const workers = await startWorkers(workerCount, { connection, settings: { ...settings, DATA_DIR: dataDir } })
  const random = randomFrom(seed + 1)
  const killedAt = new Map<string, { tick: number; realAt: number }>()
  let held = 0
  const killOne = async () => {
    await sleep(random() * 300)
    killedAt.set(workers.kill(random()), { tick: clock.now, realAt: performance.now() })
  }

  for (const tick of script.ticks) {
    clock.now = tick
    await act(happened.filter(({ at }) => at === tick))
    const killing = (await waiting()) > muchAtOnce ? 3 : random() < 1 / killEvery ? 1 : 0
    const moved = workers.move({ to: tick })
    for (let killed = 0; killed < killing; killed++) await killOne()
    await moved
    held += await inDeadHands()
    await settle(tick)
  }
  await workers.stop()

  // Exactly the right letters: what the mail server took is what the model says, by person, kind and moment.
  const letters = await db.selectFrom('letter').selectAll().execute()
  const placeByUuid = new Map(seated.map(({ uuid }, place) => [uuid, place]))
  const interviews = await db.selectFrom('interview').select(['id', 'uuid']).execute()
  const placeOf = new Map(interviews.map(({ id, uuid }) => [id, placeByUuid.get(uuid) ?? -1]))
  const takenBy = Map.groupBy(server.taken, ({ messageId }) => messageId)
  expect(letters.filter(({ id }) => !takenBy.has(id))).toEqual([])
  const got = script.people.map(() => [] as { kind: string; at: number }[])
  for (const { interviewId, kind, queuedAt } of letters)
    got[placeOf.get(interviewId) ?? -1]?.push({ kind, at: queuedAt.getTime() })
  const inOrder = (all: { kind: string; at: number }[]) =>
    all.sort((one, other) => one.at - other.at || one.kind.localeCompare(other.kind))
  expect(got.map(inOrder)).toEqual(lives.map(({ letters }) => inOrder(letters)))
  expect(takenBy.size).toBe(letters.length)

  // In their daytime.
  for (const { id, kind, interviewId } of letters) {
    if (kind !== 'reminder') continue
    const zone = script.people[placeOf.get(interviewId) ?? -1]?.timeZone ?? companyZone
    const { time } = clockAt(takenBy.get(id)?.[0]?.at ?? 0, zone)
    expect(time >= '09:00' && time < '18:00', `${time} in ${zone}`).toBe(true)
  }

  // Taken once: but for what a worker held that was killed before it could note it.
  const again = [...takenBy.values()].filter((times) => times.length > 1)
  expect(again.filter((times) => !isByKill(times))).toEqual([])

  // Expired, each once for each time its deadline passed.
  const { rows: expiries } = await sql<{ subject: string; times: number }>`
    select subject, count(*)::int as times from event where company_id = ${company.companyId}
      and kind = 'interview.expired' group by subject`.execute(db)
  const timesOf = new Map(expiries.map(({ subject, times }) => [placeOf.get(Number(subject)), times]))
  expect(script.people.map((_, place) => timesOf.get(place) ?? 0)).toEqual(lives.map((life) => life.expiries))
  expect(await statuses()).toEqual(lives.map((life) => life.status))

  console.log(
    `${letters.length} letters, ${server.count.offered} times offered, ${server.count.failed} failed, ${server.count.hung} hung; ` +
      `${killedAt.size} workers killed with ${held} letters in hand; ${again.length} of these taken twice`,
  )

  /** Each time but the last by a worker that was killed as the server took it, or before it had noted that it did. */
  function isByKill(times: Taken[]): boolean {
    return times.slice(0, -1).every(({ by, at, realAt }) => {
      const killed = killedAt.get(by)
      return killed !== undefined && (killed.tick === at || Math.abs(killed.realAt - realAt) < 3000)
    })
  }

  async function statuses(): Promise<string[]> {
    const { api } = await greenroom.build.signIn(company.apiKey, company.email, company.password)
    const found: string[] = []
    for (const assessmentId of new Set(seated.map((each) => each.assessmentId)))
      for (const row of (await api(`/room/v1/assessments/${assessmentId}/candidates`)).body.Videointerviews)
        found[placeByUuid.get(row.interviewId) ?? -1] = row.status
    return found
  }

  /** Lets as much time pass as it takes until nothing is to be done any more: failed attempts and dead workers' are made again. */
  async function settle(tick: number) {
    for (let rounds = 0; await isAnybodyDue(tick); rounds++) {
      if (rounds > 100) throw new Error(`Some are still due at ${new Date(tick).toISOString()}`)
      await workers.move({ to: tick })
    }
    for (;;) {
      const next = await nextAttempt()
      if (next === undefined || next > tick + latenessMs) return
      clock.now = Math.max(next, tick)
      await workers.move({ to: clock.now, isSending: true })
    }
  }
})

const system = () => greenroom.running.app.world.database.system.withoutPlugins()
const waiting = async () => (await unsent(sql`true`)).length
/** When those who live have nothing left to do. */
const inDeadHands = async () => (await unsent(sql`claimed_at is not null`)).length

async function nextAttempt(): Promise<number | undefined> {
  const [first] = await unsent(sql`true order by due_at limit 1`)
  return first?.dueAt.getTime()
}

async function unsent(which: RawBuilder<unknown>): Promise<{ dueAt: Date }[]> {
  return (
    await sql<{ dueAt: Date }>`select due_at as "dueAt" from letter where due_at is not null and ${which}`.execute(
      system(),
    )
  ).rows
}

async function isAnybodyDue(tick: number): Promise<boolean> {
  const at = new Date(tick)
  const { rows } = await sql`
    select from interview where next_reminder_at <= ${at} or expiry_due_at <= ${at} limit 1`.execute(system())
  return rows.length > 0
}
