import { readFileSync } from 'node:fs'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { freePort } from '../../test/free-port.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { remindDue } from '../invitations/reminders.ts'
import type { Config } from '../lib/config.ts'
import { listen } from './listener.ts'

const server = await startMailServer()
const bouncePort = await freePort()
const clock = { ahead: 0 }
/** Reminders leave by day, whenever the tests are run. */
const toMorning = 10 * 3_600_000 - (Date.now() % 86_400_000)
const returnPath = 'bounces@example.org'
const greenroom = testApp(
  {
    SMTP_URL: server.url,
    MAIL_FROM: 'Greenroom <room@example.org>',
    MAIL_RETURN_PATH: returnPath,
    BOUNCE_PORT: String(bouncePort),
  },
  { now: () => new Date(Date.now() + toMorning + clock.ahead) },
)
const postman = nodemailer.createTransport({ host: '127.0.0.1', port: bouncePort, ignoreTLS: true })
afterAll(async () => {
  postman.close()
  await server.stop()
})

let company: Company
beforeAll(async () => {
  company = await greenroom.build.company('Acme')
})
beforeEach(() => {
  clock.ahead = 0
})

let made = 0
/** Somebody whose invitation has left. */
async function invited(by = company) {
  const settings = { enableReminder: true, reminderInterval: 1, maxReminders: 2 }
  const { id } = await greenroom.build.assessment(by, settings)
  const emailAddress = `bounced${++made}@example.com`
  const { interviewId, profileId } = await greenroom.build.candidate(by, id, { emailAddress })
  const letters = () => server.letters.filter(({ to }) => JSON.stringify(to).includes(emailAddress))
  const invite = () =>
    by.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } })
  const came = (count: number) =>
    vi.waitFor(() => expect(letters()).toHaveLength(count), { timeout: 30_000, interval: 100 })
  const standing = async () => (await by.api(`/room/v1/assessments/${id}/letters`)).body.letters[0]
  await invite()
  await came(1)
  await vi.waitFor(async () => expect((await standing()).sent).toBe(1), 30_000)
  const letterId = letters()[0]?.messageId?.match(/<(.*)@example\.org>/)?.[1] ?? ''
  const edit = (body: object) => by.api(`/room/v1/assessments/${id}/candidate/${profileId}`, { method: 'PATCH', body })
  return { id, interviewId, profileId, emailAddress, letters, letterId, invite, came, standing, edit }
}

type Person = Pick<Awaited<ReturnType<typeof invited>>, 'letterId' | 'emailAddress'>

const sample = (name: string, { letterId, emailAddress }: Person, action = 'failed', status = '5.1.1') =>
  readFileSync(new URL(`./fixtures/${name}.eml`, import.meta.url), 'utf8')
    .replaceAll('{{id}}', letterId)
    .replaceAll('{{to}}', emailAddress)
    .replaceAll('{{action}}', action)
    .replaceAll('{{status}}', status)
    .replaceAll('\n', '\r\n')

/** As a mail server sends what it could not deliver: from nobody. */
const deliver = (raw: string | Buffer, to = returnPath) => postman.sendMail({ envelope: { from: '', to }, raw })

const failures = async () => (await company.api('/room/v1/events?kind=interview.letter_failed')).body.events

describe('a letter that comes back', () => {
  test.each([
    ['postfix', 'The address does not exist (5.1.1)'],
    ['exim', 'The letter came back (5.0.0)'],
    ['exchange', 'The mailbox is full (5.2.2)'],
    ['gmail', 'The address does not exist (5.1.1)'],
  ])('as %s reports it is shown with the candidate, and ends their reminders', async (name, failure) => {
    const person = await invited()
    const before = (await failures()).length
    await deliver(sample(name, person))
    expect(await person.standing()).toMatchObject({ failure, nextReminderAt: null })
    await deliver(sample(name, person))
    const events = await failures()
    expect(events.length - before).toBe(1)
    expect(events[0].details).toEqual({ failure })
    expect(JSON.stringify(events)).not.toContain(person.emailAddress)
    clock.ahead = 2 * 86_400_000
    await remindDue(greenroom.running.app.world)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(person.letters()).toHaveLength(1)
  })

  test('is found by its envelope where nothing of it was returned', async () => {
    const person = await invited()
    await deliver(sample('postfix', person).replace(/Message-ID: <.*>\r\n/, ''))
    expect((await person.standing()).failure).toBe('The address does not exist (5.1.1)')
  })

  test('is found where a mail server on the way had given it an id of its own', async () => {
    const person = await invited()
    const other = `<01070199-${crypto.randomUUID()}-000000@eu-central-1.amazonses.com>`
    await deliver(sample('postfix', person).replace(/Message-ID: <.*>/, `Message-ID: ${other}`))
    expect((await person.standing()).failure).toBe('The address does not exist (5.1.1)')
  })

  test('is found where it comes as a message to be read, and not as a file', async () => {
    const person = await invited()
    const inline = sample('exchange', person)
      .replace('Content-Type: message/rfc822', 'Content-Type: message/rfc822\r\nContent-Disposition: inline')
      .replace(/Original-Envelope-Id: .*\r\n/i, '')
    expect(inline).toContain('inline')
    await deliver(inline)
    expect((await person.standing()).failure).toBe('The mailbox is full (5.2.2)')
  })

  test('later than a reminder was queued keeps that one from leaving', async () => {
    const person = await invited()
    server.state.refusing = true
    clock.ahead = 86_400_000 + 1000
    await remindDue(greenroom.running.app.world)
    // One that is being handed over cannot be taken back.
    const refused = () =>
      greenroom.running.app.world.database
        .of(company.companyId)
        .selectFrom('letter as l')
        .innerJoin('interview as i', 'i.id', 'l.interviewId')
        .select('l.id')
        .where('i.uuid', '=', person.interviewId)
        .where('l.trouble', 'is not', null)
        .execute()
    await vi.waitFor(async () => expect(await refused()).toHaveLength(1), { timeout: 30_000, interval: 100 })
    await deliver(sample('postfix', person))
    server.state.refusing = false
    const dropped = () =>
      greenroom.running.app.world.database
        .of(company.companyId)
        .selectFrom('letter')
        .select('dropped')
        .where('dropped', '=', 'Letters to this address come back')
        .execute()
    await vi.waitFor(async () => expect(await dropped()).toHaveLength(1), { timeout: 30_000, interval: 200 })
    expect(person.letters()).toHaveLength(1)
  })

  test('lets nobody think that a reminder by hand would arrive', async () => {
    const person = await invited()
    await deliver(sample('postfix', person))
    clock.ahead = 2 * 3_600_000
    const body = { interviewIds: [person.interviewId] }
    const answer = await company.api(`/room/v1/assessments/${person.id}/remind`, { method: 'POST', body })
    expect(answer.body).toMatchObject({ sent: 0, refused: [{ why: 'Letters to this address come back' }] })
  })

  test('marks the address it went to, and not the one put right since', async () => {
    const person = await invited()
    await person.edit({ emailAddress: `right${made}@example.com` })
    await deliver(sample('postfix', person))
    const undeliverable = await undeliverableOf(person.profileId)
    expect(undeliverable).toBeNull()
    const again = await invited()
    await deliver(sample('postfix', again))
    expect(await undeliverableOf(again.profileId)).not.toBeNull()
    expect((await again.standing()).nextReminderAt).toBeNull()
    await again.edit({ emailAddress: `mended${made}@example.com` })
    expect(await undeliverableOf(again.profileId)).toBeNull()
    expect((await again.standing()).nextReminderAt).not.toBeNull()
  })

  test('is tried again when somebody invites by hand', async () => {
    const person = await invited()
    await deliver(sample('postfix', person))
    await person.invite()
    await person.came(2)
    expect(await undeliverableOf(person.profileId)).toBeNull()
    await vi.waitFor(async () => expect((await person.standing()).failure).toBeNull(), 30_000)
  })

  test('that is only late is no failure', async () => {
    const person = await invited()
    await deliver(sample('postfix', person, 'delayed', '4.4.1'))
    expect(await person.standing()).toMatchObject({ failure: null, delayed: true })
    expect((await person.standing()).nextReminderAt).not.toBeNull()
    await deliver(sample('postfix', person, 'failed', '4.4.7'))
    expect(await person.standing()).toMatchObject({
      failure: 'Their mail server could not be reached (4.4.7)',
      delayed: false,
    })
    expect(await undeliverableOf(person.profileId)).toBeNull()
  })

  test('though the address is right ends no reminders', async () => {
    const person = await invited()
    await deliver(sample('postfix', person, 'failed', '4.4.7'))
    expect((await person.standing()).failure).not.toBeNull()
    clock.ahead = 86_400_000 + 1000
    await remindDue(greenroom.running.app.world)
    await person.came(2)
  })
})

describe('nothing changes', () => {
  test.each(['away', 'receipt'])('by an answer of another kind (%s)', async (name) => {
    const person = await invited()
    await deliver(sample(name, person))
    expect(await person.standing()).toMatchObject({ failure: null, delayed: false })
  })

  test('by a report of a letter that never was, or that has not left', async () => {
    const person = await invited()
    await deliver(sample('postfix', { ...person, letterId: crypto.randomUUID() }))
    server.state.refusing = true
    const offered = server.state.offered
    await person.invite()
    await vi.waitFor(() => expect(server.state.offered).toBeGreaterThan(offered), 30_000)
    const db = greenroom.running.app.world.database.of(company.companyId)
    const waiting = await db
      .selectFrom('letter')
      .select('id')
      .where('sentAt', 'is', null)
      .where('failedAt', 'is', null)
      .where('droppedAt', 'is', null)
      .executeTakeFirstOrThrow()
    // While it is being handed over, the report is told to come again.
    await deliver(sample('postfix', { ...person, letterId: waiting.id })).catch(() => undefined)
    const { failedAt } = await db
      .selectFrom('letter')
      .select('failedAt')
      .where('id', '=', waiting.id)
      .executeTakeFirstOrThrow()
    expect(failedAt).toBeNull()
    server.state.refusing = false
  })

  test('by a success, by nonsense, by what nests without end, and the next report is still read', async () => {
    const person = await invited()
    await deliver(sample('postfix', person, 'delivered', '2.0.0'))
    const nested = Array.from(
      { length: 500 },
      (_, n) => `Content-Type: multipart/report; report-type=delivery-status; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    for (const raw of [
      '',
      '\0\0\0',
      'Content-Type: multipart/report',
      nested.join(''),
      sample('postfix', person).slice(0, 900),
    ])
      await deliver(Buffer.from(raw)).catch(() => undefined)
    expect((await person.standing()).failure).toBeNull()
    await deliver(sample('postfix', person))
    expect((await person.standing()).failure).not.toBeNull()
  })

  test('by a message larger than a report, or to another address', async () => {
    const person = await invited()
    const large = sample('postfix', person).replace('This is a MIME', `${'x'.repeat(78)}\r\n`.repeat(14_000))
    await expect(deliver(large)).rejects.toThrow(/552/)
    await expect(deliver(sample('postfix', person), 'somebody@example.com')).rejects.toThrow(/550/)
    expect((await person.standing()).failure).toBeNull()
  })

  test('by a report with addresses without end', async () => {
    const person = await invited()
    const [head = '', ...rest] = sample('postfix', person).split('\r\n\r\n')
    await deliver([`${head}\r\nCc: ${'a@b,'.repeat(20_000)}c@d`, ...rest].join('\r\n\r\n'))
    expect((await person.standing()).failure).toBeNull()
  })

  test('in another company with the same candidate', async () => {
    const other = await greenroom.build.company('Other')
    const [mine, theirs] = [await invited(), await invited(other)]
    await theirs.edit({ emailAddress: mine.emailAddress })
    await deliver(sample('postfix', mine))
    expect((await theirs.standing()).failure).toBeNull()
    expect(await undeliverableOf(theirs.profileId)).toBeNull()
  })
})

test('letters leave with the address they come back to, and the id they are found by, on the envelope', async () => {
  const person = await invited()
  expect(server.envelopes.get(person.letterId)).toEqual({ from: returnPath, id: person.letterId })
})

test('a mail server may spell the address that letters come back to in either way', async () => {
  const { world } = greenroom.running.app
  const port = await freePort()
  const person = await invited()
  const letters = { ...world.letters, returnPath: 'Bounces@xn--bcher-kva.example' }
  const stop = await listen({ ...world, letters }, { bouncePort: port, host: '127.0.0.1' } as Config)
  const postman = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  await postman.sendMail({
    envelope: { from: '', to: 'bounces@xn--bcher-kva.example' },
    raw: sample('postfix', person),
  })
  postman.close()
  await stop()
  expect((await person.standing()).failure).not.toBeNull()
})

const undeliverableOf = async (candidateId: number) => {
  const { system } = greenroom.running.app.world.database
  const row = await system
    .selectFrom('candidate')
    .select('undeliverableAt')
    .where('id', '=', candidateId)
    .executeTakeFirstOrThrow()
  return row.undeliverableAt
}
