import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { sendLetter } from '../../src/invitations/jobs.ts'
import { testApp } from '../app.ts'
import { clockAt, play } from './model.ts'
import { startMoodyMailServer, type Taken } from './moody-mail-server.ts'
import { randomFrom } from './random.ts'
import { setScene } from './scene.ts'
import { beginning, companyZone, writeScript } from './script.ts'
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
  timeout: 900_000,
}, async () => {
  const { lives, happened } = play(script)
  const { company, db, seated, act } = await setScene(greenroom, script)
  const { connection, dataDir } = greenroom.running
  const workers = await startWorkers(workerCount, { connection, settings: { ...settings, DATA_DIR: dataDir } })
  const random = randomFrom(seed + 1)
  const killedAt = new Map<string, number>()
  let held = 0
  const killOne = async () => {
    await sleep(random() * 300)
    killedAt.set(workers.kill(random()), performance.now())
  }

  for (const tick of script.ticks) {
    clock.now = tick
    await act(happened.filter(({ at }) => at === tick))
    const { jobs } = await whatIsLeft(tick)
    const killing = jobs > muchAtOnce ? 3 : random() < 1 / killEvery ? 1 : 0
    const moved = workers.move({ to: tick, isRound: true })
    for (let killed = 0; killed < killing; killed++) await killOne()
    await moved
    await settle(tick, killing > 0)
  }
  await workers.stop()

  // Exactly the right letters: what the mail server took is what the model says, by person, kind and moment.
  const letters = await db.selectFrom('letter').selectAll().execute()
  const placeByUuid = new Map(seated.map(({ uuid }, place) => [uuid, place]))
  const interviews = await db.selectFrom('interview').select(['id', 'uuid']).execute()
  const placeOf = new Map(interviews.map(({ id, uuid }) => [id, placeByUuid.get(uuid) ?? -1]))
  const takenBy = Map.groupBy(server.taken, ({ messageId }) => messageId)
  const untaken = letters.filter(({ id }) => !takenBy.has(id))
  expect(await Promise.all(untaken.map(async (letter) => ({ letter, jobs: await jobsOf(letter.id) })))).toEqual([])
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
    return times.slice(0, -1).every(({ by, realAt }) => Math.abs((killedAt.get(by) ?? 0) - realAt) < 3000)
  }

  async function statuses(): Promise<string[]> {
    const { api } = await greenroom.build.signIn(company.apiKey, company.email, company.password)
    const found: string[] = []
    for (const assessmentId of new Set(seated.map((each) => each.assessmentId)))
      for (const row of (await api(`/room/v1/assessments/${assessmentId}/candidates`)).body.Videointerviews)
        found[placeByUuid.get(row.interviewId) ?? -1] = row.status
    return found
  }

  /** Goes on when nothing is to be done at this moment any more. What a killed worker held is free six minutes later. */
  async function settle(tick: number, isAfterKill: boolean) {
    if (isAfterKill) {
      await sleep(500)
      held += await free(await workers.inHand())
      clock.now = tick + 6 * minuteMs
      await workers.move({ to: clock.now, isRound: false })
    }
    for (let looked = 0; ; looked++) {
      const { jobs, due } = await whatIsLeft(tick)
      if (jobs === 0 && due === 0) return
      if (jobs === 0) await workers.move({ to: tick, isRound: true })
      await hurry()
      await sleep(15)
      if (looked > 3000) throw new Error(`${jobs} jobs and ${due} rows are left at ${new Date(tick).toISOString()}`)
    }
  }
})

const system = () => greenroom.running.app.world.database.system.withoutPlugins()
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function whatIsLeft(tick: number): Promise<{ jobs: number; due: number }> {
  const at = new Date(tick)
  const { rows } = await sql<{ jobs: number; due: number }>`
    select (select count(*)::int from pgboss.job where name = ${sendLetter.name} and state in ('created', 'retry', 'active')) as jobs,
      (select count(*)::int from interview where next_reminder_at <= ${at} or expiry_due_at <= ${at})
      + (select count(*)::int from letter where put_off_until <= ${at}) as due`.execute(system())
  return rows[0] ?? { jobs: 0, due: 0 }
}

/** What became of a letter's job, for whoever looks why it did not leave. */
async function jobsOf(letterId: string) {
  const { rows } = await sql`select state, retry_count, started_on, completed_on, output from pgboss.job
    where name = ${sendLetter.name} and data #>> '{payload,letterId}' = ${letterId}`.execute(system())
  return rows
}

/** The queue has PostgreSQL's clock, which does not move as ours: a job that waits for its next try has waited. */
const hurry = () =>
  sql`update pgboss.job set start_after = now() where name = ${sendLetter.name} and state = 'retry' and start_after > now()`.execute(
    system(),
  )

/** What the queue does by itself when a job's five minutes are over: whoever had it is dead. */
const free = async (inHand: string[]) => {
  const { numAffectedRows } =
    await sql`update pgboss.job set state = 'retry', start_after = now() where name = ${sendLetter.name} and state = 'active'
    and data #>> '{payload,letterId}' <> all(${inHand}) and started_on < now() - interval '400 milliseconds'`.execute(
      system(),
    )
  return Number(numAffectedRows)
}
