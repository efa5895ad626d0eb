import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { remindDue } from './reminders.ts'

const server = await startMailServer()
afterAll(server.stop)

const dayMs = 86_400_000
const hourMs = 3_600_000
/** Ten in the morning, in UTC, which companies are in who have not said otherwise. */
const began = Math.floor(Date.now() / dayMs) * dayMs + 10 * hourMs
const clock = { ahead: 0 }
const greenroom = testApp(
  { SMTP_URL: server.url, PUBLIC_URL: 'https://interviews.example.com' },
  { now: () => new Date(began + clock.ahead) },
)
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})
beforeEach(() => {
  clock.ahead = 0
  server.state.refusing = false
})

let made = 0
async function invited(settings: object = {}, domain = 'example.com') {
  const given = { enableReminder: true, reminderInterval: 2, maxReminders: 2, ...settings }
  const { id } = await greenroom.build.assessment(company, given)
  const emailAddress = `reminded${++made}@${domain}`
  const { interviewId, profileId } = await greenroom.build.candidate(company, id, { emailAddress })
  const post = (what: string) =>
    company.api(`/room/v1/assessments/${id}/${what}`, { method: 'POST', body: { interviewIds: [interviewId] } })
  await post('invite')
  const letters = () => server.letters.filter((letter) => JSON.stringify(letter.to).includes(emailAddress))
  const standing = async () => (await company.api(`/room/v1/assessments/${id}/letters`)).body.letters[0]
  return { id, interviewId, profileId, emailAddress, letters, standing, remind: () => post('remind') }
}

const sweep = () => remindDue(greenroom.running.app.world)
const came = (letters: () => unknown[], count: number) =>
  vi.waitFor(() => expect(letters()).toHaveLength(count), { timeout: 30_000, interval: 100 })

const ofCompany = () => greenroom.running.app.world.database.of(company.companyId)
const change = (uuid: string, set: object) =>
  ofCompany().updateTable('interview').set(set).where('uuid', '=', uuid).execute()

describe('a reminder', () => {
  test('comes every so many days, so many times, and never while it is not due', async () => {
    const { letters, standing } = await invited()
    await came(letters, 1)
    await sweep()
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    await came(letters, 2)
    expect(letters()[1]?.text).toContain('is looking forward to your video interview')
    await sweep()
    clock.ahead = 4 * dayMs + 2000
    await sweep()
    await came(letters, 3)
    clock.ahead = 6 * dayMs + 3000
    await sweep()
    const all = { reminders: 2, sent: 3, nextReminderAt: null, failure: null }
    // The mail server has a letter a moment before that is written down.
    await vi.waitFor(async () => expect(await standing()).toMatchObject(all), 30_000)
  })

  test('comes once, however many sweep at once', async () => {
    const { letters } = await invited()
    clock.ahead = 2 * dayMs + 1000
    await Promise.all(Array.from({ length: 5 }, sweep))
    await came(letters, 2)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(letters()).toHaveLength(2)
  })

  test.each([
    ['the assessment is closed', { closed: true }],
    ['reminders are off now', { enableReminder: false }],
    ['the deadline has passed', { expiresAt: String(began + dayMs) }],
  ])('does not come when %s', async (_, change) => {
    const { id, letters, standing } = await invited()
    await came(letters, 1)
    await company.api(`/room/v1/assessments/${id}`, { method: 'PATCH', body: change })
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    expect(await standing()).toMatchObject({ reminders: 0, nextReminderAt: null })
  })

  test('does not come to somebody who has handed in', async () => {
    const { interviewId, letters, standing } = await invited()
    await came(letters, 1)
    await change(interviewId, { submittedAt: new Date(began) })
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    expect(await standing()).toMatchObject({ reminders: 0, nextReminderAt: null })
  })

  test('follows the settings as they are changed', async () => {
    const { id, standing } = await invited({ enableReminder: false })
    expect((await standing()).nextReminderAt).toBeNull()
    const body = { enableReminder: true, reminderInterval: 3, maxReminders: 1 }
    await company.api(`/room/v1/assessments/${id}`, { method: 'PATCH', body })
    const { nextReminderAt } = await standing()
    expect(Math.round((Date.parse(nextReminderAt) - began) / dayMs)).toBe(3)
    const { body: list } = await company.api(`/room/v1/assessments/${id}/candidates`)
    expect(list.Videointerviews[0].maximumReminders).toBe('1')
  })

  test('by hand is refused with the reason, and sent where it can be', async () => {
    const { remind, letters } = await invited()
    expect((await remind()).body).toMatchObject({ sent: 0, refused: [{ why: 'Written to less than an hour ago' }] })
    clock.ahead = 7_200_000
    expect((await remind()).body).toMatchObject({ sent: 1, refused: [] })
    await came(letters, 2)
    clock.ahead = 2 * 7_200_000
    await remind()
    clock.ahead = 3 * 7_200_000
    expect((await remind()).body.refused).toMatchObject([{ why: 'The reminders are used up' }])
  })

  test('by hand is not sent before the assessment opens', async () => {
    const startsAt = String(began + 3 * dayMs)
    const { remind } = await invited({ startsAt, expiresAt: String(began + 9 * dayMs) })
    clock.ahead = 7_200_000
    expect((await remind()).body).toMatchObject({ sent: 0, refused: [{ why: 'Not open yet' }] })
  })

  test('is not a reviewer’s to send, and not another company’s', async () => {
    const { id, interviewId } = await invited()
    const sent = { method: 'POST', body: { interviewIds: [interviewId] } }
    const reviewer = await company.user('reviewer')
    expect((await reviewer.api(`/room/v1/assessments/${id}/remind`, sent)).status).toBe(403)
    const stranger = await greenroom.build.company()
    expect((await stranger.api(`/room/v1/assessments/${id}/remind`, sent)).status).toBe(404)
    const own = await greenroom.build.assessment(stranger)
    expect((await stranger.api(`/room/v1/assessments/${own.id}/remind`, sent)).status).toBe(404)
  })
})

describe('a letter', () => {
  test('speaks the assessment’s language, with the recruiter’s own words as words', async () => {
    const letterText = 'Wir freuen uns <b>sehr</b>.\n\nBis bald!'
    const { letters } = await invited({ language: 'de', letterText })
    await came(letters, 1)
    const [letter] = letters()
    expect(letter?.subject).toContain('lädt Sie zu einem Videointerview ein')
    expect(letter?.text).toContain('Wir freuen uns <b>sehr</b>.')
    expect(letter?.html).toContain('<p dir="auto">Wir freuen uns &#60;b&#62;sehr')
  })

  test('is shown beforehand, right to left where that is read so', async () => {
    const { id } = await invited({ language: 'ar', letterText: 'أهلًا' })
    const { letters } = (await company.api(`/room/v1/assessments/${id}/letters/preview`)).body
    expect(letters.map(({ kind }: { kind: string }) => kind)).toContain('reminder')
    expect(letters[0]).toMatchObject({ kind: 'invitation', language: 'ar', direction: 'rtl' })
    expect(letters[0].text).toContain('أهلًا')
  })

  test('to an address that is refused for good is not tried again, and the list says so', async () => {
    const { standing, letters } = await invited({}, 'nowhere.example')
    await vi.waitFor(async () => expect((await standing()).failure).toBe('The address was refused (550)'), 30_000)
    const { events } = (await company.api('/room/v1/events?kind=interview.letter_failed')).body
    expect(events).toMatchObject([{ actor: 'system', details: { failure: 'The address was refused (550)' } }])
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    expect(await standing()).toMatchObject({ sent: 0, reminders: 0, nextReminderAt: null })
    expect(letters()).toEqual([])
  })

  test('that is refused for good for what it says is not tried again either', async () => {
    const { standing } = await invited({}, 'picky.example')
    await vi.waitFor(async () => expect((await standing()).failure).toBe('The letter was refused (554)'), 30_000)
    expect(await standing()).toMatchObject({ sent: 0 })
  })
})

describe('daytime', () => {
  /** When a company there plans the reminder of somebody who was invited so many hours after ten in UTC. */
  async function planned(timeZone: string, hours: number, settings: object = {}) {
    const { companyId } = company
    await greenroom.running.app.world.database.of(companyId).updateTable('company').set({ timeZone }).execute()
    clock.ahead = hours * hourMs
    const { standing, ...rest } = await invited({
      startsAt: String(began - dayMs),
      expiresAt: String(began + 30 * dayMs),
      ...settings,
    })
    const { nextReminderAt } = await standing()
    return { at: nextReminderAt && new Date(nextReminderAt), standing, ...rest }
  }
  const onTheirClock = (at: Date, timeZone: string) =>
    at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  afterAll(() => planned('UTC', 0))

  test.each([
    ['Asia/Kolkata', 0, '15:30'],
    ['Asia/Kolkata', 4, '09:00'],
    ['America/St_Johns', -6, '09:00'],
    ['Pacific/Auckland', 0, '09:00'],
    ['Mars/Olympus', 0, '10:00'],
  ])('is that of %s, %i hours later at %s', async (timeZone, hours, time) => {
    const { at } = await planned(timeZone, hours)
    expect(onTheirClock(at, timeZone === 'Mars/Olympus' ? 'UTC' : timeZone)).toBe(time)
    expect(at.getTime()).toBeGreaterThanOrEqual(began + hours * hourMs + 2 * dayMs - hourMs)
    expect(at.getTime()).toBeLessThan(began + hours * hourMs + 3 * dayMs)
  })

  test('is that of the candidate, where they have told', async () => {
    const { interviewId, standing, letters } = await planned('UTC', 0)
    const { database } = greenroom.running.app.world
    await database
      .of(company.companyId)
      .updateTable('interview')
      .set({ timeZone: 'Pacific/Auckland' })
      .where('uuid', '=', interviewId)
      .execute()
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    await came(letters, 1)
    expect(onTheirClock(new Date((await standing()).nextReminderAt), 'Pacific/Auckland')).toBe('09:00')
  })

  test('comes after the opening', async () => {
    expect((await planned('UTC', 0, { startsAt: String(began + 5 * dayMs + hourMs) })).at).toEqual(
      new Date(began + 5 * dayMs + hourMs),
    )
  })

  test('ends nobody’s interview: a morning after the deadline is none', async () => {
    const expiresAt = String(began + 2 * dayMs + 14 * hourMs)
    expect((await planned('UTC', 11, { expiresAt })).at).toBeNull()
    expect((await planned('UTC', 5, { expiresAt })).at).not.toBeNull()
  })

  test('is kept when the mail server does not: the letter waits for the morning, and leaves once', async () => {
    const { letters, interviewId } = await planned('UTC', 0)
    await came(letters, 1)
    server.state.refusing = true
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    const put = () => letterOf(interviewId)
    await vi.waitFor(
      async () => expect(await put()).toMatchObject({ kind: 'reminder', tries: 1, claimedAt: null }),
      30_000,
    )
    clock.ahead = 2 * dayMs + 8 * hourMs
    const nine = began + 3 * dayMs - hourMs
    await vi.waitFor(
      async () => expect(await put()).toMatchObject({ dueAt: new Date(nine), leaveBy: new Date(nine + 9 * hourMs) }),
      30_000,
    )
    server.state.refusing = false
    await came(letters, 1)
    clock.ahead = 3 * dayMs
    await came(letters, 2)
  })

  test('is that of where they are by then, should the letter have waited', async () => {
    const { letters, interviewId } = await planned('UTC', 0)
    await came(letters, 1)
    server.state.refusing = true
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    clock.ahead = 2 * dayMs + 8 * hourMs
    const nine = began + 3 * dayMs - hourMs
    await vi.waitFor(async () => expect((await letterOf(interviewId)).dueAt).toEqual(new Date(nine)), 30_000)
    await change(interviewId, { timeZone: 'Asia/Tokyo' })
    server.state.refusing = false
    clock.ahead = nine - began + 1000
    const inTokyo = new Date(nine + 15 * hourMs)
    await vi.waitFor(async () => expect((await letterOf(interviewId)).dueAt).toEqual(inTokyo), 30_000)
    await came(letters, 1)
    clock.ahead = inTokyo.getTime() - began
    await came(letters, 2)
  })

  test.each([
    ['has withdrawn', 'withdrawnAt'],
    ['has handed in', 'submittedAt'],
    ['wants no more', 'unsubscribedAt'],
  ] as const)('is no matter to who %s while the mail server was away: the reminder is dropped', async (_, what) => {
    const { letters, interviewId } = await planned('UTC', 0)
    await came(letters, 1)
    server.state.refusing = true
    clock.ahead = 2 * dayMs + 1000
    await sweep()
    await vi.waitFor(
      async () => expect(await letterOf(interviewId)).toMatchObject({ tries: 1, claimedAt: null }),
      30_000,
    )
    await change(interviewId, { [what]: new Date(began) })
    server.state.refusing = false
    clock.ahead += 10_000
    await vi.waitFor(async () => expect((await letterOf(interviewId)).droppedAt).not.toBeNull(), 30_000)
    const { remindersSent } = await ofCompany()
      .selectFrom('interview')
      .select('remindersSent')
      .where('uuid', '=', interviewId)
      .executeTakeFirstOrThrow()
    expect(remindersSent).toBe(0)
    expect(letters()).toHaveLength(1)
  })

  const letterOf = (uuid: string) =>
    ofCompany()
      .selectFrom('letter as l')
      .innerJoin('interview as i', 'i.id', 'l.interviewId')
      .selectAll('l')
      .where('i.uuid', '=', uuid)
      .orderBy('l.queuedAt', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
})

test('nobody is reminded who wants no more reminders', async () => {
  const { interviewId, letters, standing, remind } = await invited()
  await greenroom.running.app.world.database
    .of(company.companyId)
    .updateTable('interview')
    .set({ unsubscribedAt: new Date(began) })
    .where('uuid', '=', interviewId)
    .execute()
  clock.ahead = 2 * dayMs + 1000
  await sweep()
  expect((await standing()).nextReminderAt).toBeNull()
  expect((await remind()).body.refused).toMatchObject([{ why: 'Wants no more reminders' }])
  await came(letters, 1)
})
