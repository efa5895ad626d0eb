import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ParsedMail } from 'mailparser'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { enterRoom, openRoom } from '../../test/room.ts'
import { remindDue } from './reminders.ts'

const server = await startMailServer()
afterAll(server.stop)

const dayMs = 86_400_000
const clock = { ahead: 0 }
/** Reminders leave by day, whenever the tests are run. */
const toMorning = 10 * 3_600_000 - (Date.now() % 86_400_000)
const origin = 'https://interviews.example.com'
const greenroom = testApp(
  { SMTP_URL: server.url, PUBLIC_URL: origin, MAIL_FROM: 'Greenroom <room@example.org>' },
  { now: () => new Date(Date.now() + toMorning + clock.ahead) },
)
let company: Company

beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})
beforeEach(() => {
  clock.ahead = 0
})

let made = 0
/** Somebody who was invited, before one question to be answered in writing. */
async function invited(settings: object = {}) {
  const { assessmentId, questionIds } = await openRoom(greenroom, company, [{ questionType: 'essay' }], settings)
  const emailAddress = `somebody${++made}@example.com`
  const room = await enterRoom(greenroom, company, assessmentId, questionIds, {
    firstName: 'Zanzibarella',
    emailAddress,
  })
  const all = () => server.letters.filter(({ to }) => JSON.stringify(to).includes(emailAddress))
  /** Their newest letter, once there are so many. */
  const letter = async (count: number): Promise<ParsedMail> => {
    await vi.waitFor(() => expect(all()).toHaveLength(count), { timeout: 30_000, interval: 100 })
    return all().at(-1) as ParsedMail
  }
  const interviewIds = [room.uuid]
  await company.api(`/room/v1/assessments/${assessmentId}/invite`, { method: 'POST', body: { interviewIds } })
  await letter(1)
  const handIn = async () => {
    await room.agree()
    await room.put(`/questions/${questionIds[0]}/written`, { text: 'Because.' })
    return await room.post('/submit', {})
  }
  return { ...room, all, letter, handIn, interviewIds }
}

const withReminders = { enableReminder: true, reminderInterval: 1, maxReminders: 2 }
const inTime = (days: number) => String(Date.now() + days * dayMs)
const sweep = () => remindDue(greenroom.running.app.world)
const calendarIn = (letter: ParsedMail) =>
  letter.attachments.find(({ contentType }) => contentType === 'text/calendar')?.content.toString() ?? ''
const unfolded = (calendar: string) => calendar.replaceAll('\r\n ', '')

describe('a letter', () => {
  test('to somebody whose deadline was put off tells the new one, and moves it in their calendar', async () => {
    const { edit, letter, all } = await invited({ expiresAt: inTime(3) })
    await edit({ expiresAt: inTime(5) })
    const extended = await letter(2)
    expect(extended.subject).toBe('Acme: Your deadline is later now')
    const [before, after] = all().map((each) => unfolded(calendarIn(each)))
    const of = (name: string, calendar = '') => calendar.match(new RegExp(`^${name}[:;](.*)$`, 'm'))?.[1]?.trim()
    expect(of('UID', after)).toBe(of('UID', before))
    expect(Number(of('SEQUENCE', after))).toBeGreaterThan(Number(of('SEQUENCE', before)))
    expect(of('DTSTART', after)).not.toBe(of('DTSTART', before))
    expect(of('METHOD', after)).toBe('PUBLISH')
    expect(of('TRIGGER', after)).toBe('-P1D')
    expect(after).not.toMatch(/Zanzibarella|\/i\/|somebody/)
  })

  test('is not written about a deadline that came nearer, or to somebody who was not invited or has handed in', async () => {
    const { edit, handIn, letter, assessmentId, questionIds } = await invited({ expiresAt: inTime(6) })
    await edit({ expiresAt: inTime(5) })
    await handIn()
    await letter(2)
    await edit({ expiresAt: inTime(6) })
    const emailAddress = `uninvited${++made}@example.com`
    const other = await enterRoom(greenroom, company, assessmentId, questionIds, { emailAddress })
    await other.edit({ expiresAt: inTime(20) })
    const { database } = greenroom.running.app.world
    const kinds = await database.of(company.companyId).selectFrom('letter').select('kind').execute()
    expect(kinds.filter(({ kind }) => kind === 'extended')).toHaveLength(1)
  })

  test('confirms what was handed in with the receipt: hashes and times, no names', async () => {
    const { handIn, letter } = await invited()
    const receipt = (await handIn()).body
    const submitted = await letter(2)
    expect(submitted.subject).toBe('Acme: Your video interview has arrived')
    expect(submitted.text).toContain(`SHA-256 ${receipt.answers[0].sha256}`)
    expect(submitted.html).toContain(receipt.answers[0].sha256)
    expect(submitted.text).toContain('Handed in: ')
    expect(`${submitted.text}${submitted.html}`).not.toContain('Zanzibarella')
  })

  test('confirms a withdrawal, and leads nowhere', async () => {
    const { post, letter } = await invited()
    await post('/withdraw', {})
    const withdrawn = await letter(2)
    expect(withdrawn.subject).toBe('Acme: Your video interview is withdrawn')
    expect(`${withdrawn.text}${withdrawn.html}`).not.toContain('http')
  })

  test('of one interview follows its invitation, under one subject where it asks the same', async () => {
    const { letter, all, post } = await invited({ ...withReminders, groupName: 'Baker' })
    clock.ahead = dayMs + 1000
    await sweep()
    await letter(2)
    await post('/withdraw', {})
    await letter(3)
    const [invitation, reminder, withdrawn] = all()
    expect(invitation?.inReplyTo).toBeUndefined()
    expect(invitation?.messageId).toMatch(/@example\.org>$/)
    for (const later of [reminder, withdrawn]) {
      expect(later?.inReplyTo).toBe(invitation?.messageId)
      expect([later?.references].flat()).toEqual([invitation?.messageId])
    }
    expect(reminder?.subject).toBe(invitation?.subject)
  })

  test('tells the deadline on the clock where the candidate is, with the summer time of that day', async () => {
    const expiresAt = String(Date.parse('2030-07-01T15:30:00Z'))
    const { api, edit, letter, all } = await invited({ expiresAt })
    expect(all()[0]?.text).toContain('Monday, 1 July 2030 at 15:30 (Coordinated Universal Time)')
    await company.api('/room/v1/company', { method: 'PATCH', body: { timeZone: 'Europe/Berlin' } })
    await edit({ expiresAt: String(Date.parse('2030-07-02T15:30:00Z')) })
    expect((await letter(2)).text).toContain('2 July 2030 at 17:30 (Central European Summer Time)')
    await api(`?${new URLSearchParams({ timeZone: 'America/New_York' })}`)
    await api(`?${new URLSearchParams({ timeZone: 'No/Where' })}`)
    await edit({ expiresAt: String(Date.parse('2030-12-02T15:30:00Z')) })
    expect((await letter(3)).text).toContain('2 December 2030 at 10:30 (Eastern Standard Time)')
    await company.api('/room/v1/company', { method: 'PATCH', body: { timeZone: 'UTC' } })
  })

  test('carries the company’s picture inside, and its colour where words can be read on it', async () => {
    const still = await readFile(join(import.meta.dirname, '../pictures/fixtures/40x30.jpg'))
    const headers = { 'content-type': 'application/octet-stream' }
    const { body } = await company.api('/room/v1/pictures', { method: 'POST', raw: still, headers })
    const { all } = await invited({ companyBanner: body.path, enableBanner: true, accentColor: '#7a1f5c' })
    const [letter] = all()
    const picture = letter?.attachments.find(({ contentType }) => contentType === 'image/jpeg')
    expect(picture?.cid).toBe('picture')
    expect(picture?.content.equals(still)).toBe(true)
    expect(letter?.html).toContain('background:#7a1f5c')
    expect(letter?.html).not.toMatch(/src="http/)
  })

  test('says the recruiter’s own words and subject, filled in for this candidate', async () => {
    const { all } = await invited({
      groupName: 'Baker',
      letterSubject: '{assessment} at {company}',
      letterText: 'It takes {minutes} minutes.\n\nPlease answer until {deadline}.',
      expiresAt: String(Date.parse('2031-02-03T12:00:00Z')),
    })
    const [letter] = all()
    expect(letter?.subject).toBe('Baker at Acme')
    expect(letter?.text).toMatch(/It takes [1-9]\d* minutes\./)
    expect(letter?.text).toContain('Please answer until Monday, 3 February 2031')
  })
})

test('own words with a placeholder that nothing stands for are refused', async () => {
  const { id } = await greenroom.build.assessment(company)
  const set = (body: object) => company.api(`/room/v1/assessments/${id}`, { method: 'PATCH', body })
  for (const body of [{ letterText: 'Dear {first name},' }, { letterSubject: '{name}' }]) {
    const { status, text } = await set(body)
    expect(status).toBe(422)
    expect(text).toMatch(/which nothing stands for; what there is: \{company\}, \{assessment\}/)
  }
  expect((await set({ letterText: 'Hello { from } {company}' })).status).toBe(422)
  expect((await set({ letterText: 'Hello from {company}' })).status).toBe(200)
})

describe('somebody who wants no more reminders', () => {
  async function reminded() {
    const person = await invited(withReminders)
    clock.ahead = dayMs + 1000
    await sweep()
    const reminder = await person.letter(2)
    const link = String(reminder.headers.get('list') && reminder.text?.match(/https:\S+\/unsubscribe\/\S+/)?.[0])
    const path = new URL(link).pathname
    const db = greenroom.running.app.world.database.of(company.companyId)
    const isOff = async () => {
      const { unsubscribedAt } = await db
        .selectFrom('interview')
        .select('unsubscribedAt')
        .where('uuid', '=', person.uuid)
        .executeTakeFirstOrThrow()
      return unsubscribedAt !== null
    }
    return { ...person, reminder, path, isOff, db }
  }

  test('says so with one click of their mail program; a scanner’s look changes nothing', async () => {
    const { path, isOff, db, all } = await reminded()
    expect(all()[0]?.headers.get('list')).toBeUndefined()
    for (const method of ['GET', 'HEAD'])
      await greenroom.running.app.http.inject({ method: method as 'GET', url: path })
    expect(await isOff()).toBe(false)
    const oneClick = await greenroom.running.app.http.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    })
    expect([oneClick.statusCode, await isOff()]).toEqual([200, true])
    const events = await db.selectFrom('event').select('kind').where('kind', '=', 'interview.unsubscribed').execute()
    expect(events).toHaveLength(1)
    expect((await greenroom.request(`${path}/undo`, { method: 'POST' })).text).toContain(
      'reminded of your video interview',
    )
    expect(await isOff()).toBe(false)
    const payload = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
    await greenroom.running.app.http.inject({ method: 'POST', url: path, headers: multipart, payload })
    expect(await isOff()).toBe(true)
  })

  test('is reminded again after all, on a day of its own', async () => {
    const { path, db, uuid } = await reminded()
    const next = async () => {
      const query = db.selectFrom('interview').select('nextReminderAt').where('uuid', '=', uuid)
      return (await query.executeTakeFirstOrThrow()).nextReminderAt
    }
    expect(await next()).not.toBeNull()
    await greenroom.request(path, { method: 'POST' })
    expect(await next()).toBeNull()
    await greenroom.request(`${path}/undo`, { method: 'POST' })
    expect(await next()).not.toBeNull()
  })

  test('has told the mail program how, in the headers it looks for', async () => {
    const { reminder, path } = await reminded()
    const raw = reminder.headerLines.map(({ line }) => line.replaceAll('\r\n', '')).join('\n')
    expect(raw).toContain(`List-Unsubscribe: <${origin}${path}>`)
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  })

  test('gets none that was queued before', async () => {
    const { path, db, all, uuid } = await reminded()
    server.state.refusing = true
    clock.ahead = 2 * dayMs + 2000
    await sweep()
    const { id } = await db.selectFrom('interview').select('id').where('uuid', '=', uuid).executeTakeFirstOrThrow()
    const own = () => db.selectFrom('letter').select(['trouble', 'dropped']).where('interviewId', '=', id).execute()
    const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 200 })
    // One that is being handed over cannot be taken back.
    await soon(async () => expect((await own()).filter(({ trouble }) => trouble !== null)).toHaveLength(1))
    await greenroom.request(path, { method: 'POST' })
    server.state.refusing = false
    const isDropped = ({ dropped }: { dropped: string | null }) => dropped === 'No more reminders are wanted'
    await soon(async () => expect((await own()).filter(isDropped)).toHaveLength(1))
    expect(all()).toHaveLength(2)
  })

  test('cannot open the interview by that link, and nobody can make one up', async () => {
    const { path, isOff, api } = await reminded()
    const token = path.split('/').at(-1) ?? ''
    for (const key of [token, token.split('.')[1] ?? ''])
      expect((await api('', { headers: { 'x-interview-token': key } })).status).toBe(401)
    const forged = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      'x',
      `${crypto.randomUUID()}.${'a'.repeat(43)}`,
    ]
    for (const wrong of forged) {
      const { status, text } = await greenroom.request(`/unsubscribe/${wrong}`, { method: 'POST' })
      expect([status, text.includes('This link is not good any more')]).toEqual([200, true])
    }
    expect(await isOff()).toBe(false)
  })
})

test('every letter is shown beforehand, as the page and as the text that leave', async () => {
  const { id } = await greenroom.build.assessment(company, {
    groupName: 'Miller',
    language: 'fr',
    letterText: 'Bienvenue chez {company}',
  })
  const { letters } = (await company.api(`/room/v1/assessments/${id}/letters/preview`)).body
  for (const { kind, text } of letters) {
    const page = await company.api(`/room/v1/assessments/${id}/letters/preview/${kind}`)
    expect(page.headers['content-security-policy']).toContain('sandbox')
    expect(page.text).toContain('<html lang="fr" dir="ltr">')
    const words = text.split('\n\n')[1].slice(0, 20)
    expect(page.text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toContain(words)
  }
  expect(letters[0]).toMatchObject({ kind: 'invitation', attached: ['deadline.ics'] })
  expect(letters[0].text).toContain('Bienvenue chez Acme')
  expect((await company.api(`/room/v1/assessments/${id}/letters/preview/nothing`)).status).toBe(404)
})
