import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { type Ctx, contextOf } from '../lib/context.ts'
import { sendLetters } from './letters.ts'

const server = await startMailServer()
afterAll(server.stop)

describe('with an SMTP server', () => {
  const { build, running } = testApp({ SMTP_URL: server.url, PUBLIC_URL: 'https://interviews.example.com' })

  test('an invitation is a letter that leaves, once, with a link that is only kept as a hash', async () => {
    const company = await build.company('Acme & Søn')
    const { id } = await build.assessment(company, { groupName: 'Sales <Manager>', expiresAt: '1999999999000' })
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'first@example.com' })
    await invite(company, id, [interviewId])
    const letter = await letterTo('first@example.com')
    expect(letter.from?.value).toEqual([{ name: 'Acme & Søn', address: 'greenroom@localhost' }])
    expect(letter.subject).toBe('Acme & Søn invites you to a video interview: Sales <Manager>')
    expect(letter.text).toContain('Wednesday, 18 May 2033')
    expect(letter.html).toContain('Sales &#60;Manager&#62;')
    expect(letter.headers.get('auto-submitted')).toBe('auto-generated')
    const token = letter.text?.match(/https:\/\/interviews\.example\.com\/i\/([\w-]{43})\s/)?.[1] ?? ''
    const links = await running.app.world.database.system.selectFrom('candidateLink').selectAll().execute()
    expect(links.map(({ hash }) => hash.toString('hex'))).toContain(createHash('sha256').update(token).digest('hex'))
    expect(JSON.stringify(links)).not.toContain(token)
  })

  test('what a candidate asked for is answered by a letter, with a link that opens their interview', async () => {
    const company = await build.company('Acme')
    const { id } = await build.assessment(company, { groupName: 'Baker' })
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'asking@example.com' })
    await invite(company, id, [interviewId])
    const link = async () => (await letterTo('asking@example.com')).text?.match(/\/i\/([\w-]{43})/)?.[1] ?? ''
    const room = async (path: string, body?: object) => {
      const headers = { 'x-interview-token': await link(), 'content-type': 'application/json' }
      const url = `/interview/v1${path}`
      return await running.app.http.inject({ url, headers, ...(body && { method: 'POST', payload: body }) })
    }
    await room('/requests', { kind: 'time', reason: 'I stammer' })
    const { body } = await company.api(`/room/v1/assessments/${id}/requests`)
    server.letters.splice(0)
    const decision = `/room/v1/requests/${body.requests[0].requestId}/decision`
    await company.api(decision, { method: 'POST', body: { granted: true } })
    const letter = await letterTo('asking@example.com')
    expect(letter.subject).toBe('Acme: You have been given more time')
    expect(letter.text).not.toContain('stammer')
    expect((await room('')).json().timeMultiplier).toBe(1.5)
  })

  test('one foreign id refuses the whole invitation: nothing is sent, nothing is changed', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const other = await build.assessment(company)
    const mine = await build.candidate(company, id, { emailAddress: 'whole@example.com' })
    const elsewhere = await build.candidate(company, other.id)
    for (const wrong of [elsewhere.interviewId, 'no-uuid', '00000000-0000-4000-8000-000000000000']) {
      expect((await invite(company, id, [mine.interviewId, wrong])).status).toBe(404)
    }
    const list = await company.api(`/room/v1/assessments/${id}/candidates`)
    expect(list.body.Videointerviews[0].inviteSent).toBe(false)
    expect(await running.app.world.database.of(company.companyId).selectFrom('letter').select('id').execute()).toEqual(
      [],
    )
  })

  test('while the mail server refuses, the letter waits; when it takes it, it has it once', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'later@example.com' })
    server.state.refusing = true
    const offered = server.state.offered
    await invite(company, id, [interviewId])
    await vi.waitFor(() => expect(server.state.offered).toBeGreaterThan(offered), 30_000)
    await vi.waitFor(async () => expect(await whatIsKept()).toContain('did not take the letter'), 30_000)
    expect(await whatIsKept()).not.toContain('later@example.com')
    server.state.refusing = false
    await letterTo('later@example.com')
  })

  test.each(['5.7.1 <a@b.example>: Relay access denied', 'relay not permitted', '5.4.5 Daily sending limit exceeded'])(
    'that a mail server says “%s” is not the address’s fault: the letter waits',
    async (denying) => {
      const company = await build.company()
      const { id } = await build.assessment(company)
      const emailAddress = `denied-${crypto.randomUUID()}@example.com`
      const { interviewId } = await build.candidate(company, id, { emailAddress })
      server.state.denying = denying
      await invite(company, id, [interviewId])
      const letter = async () => (await company.api(`/room/v1/assessments/${id}/letters`)).body.letters[0]
      await vi.waitFor(async () => expect((await letter()).trouble ?? (await letter()).failure).not.toBeNull(), 10_000)
      server.state.denying = ''
      expect(await letter()).toMatchObject({ failure: null, trouble: expect.stringContaining('RCPT TO, 550') })
      await letterTo(emailAddress)
    },
  )

  /** What became of letters that did not arrive: only of some it was their address's doing, which webhooks tell. */
  const happened = async ({ api }: Company) => {
    const { events } = (await api('/room/v1/events')).body as { events: { kind: string }[] }
    return events.map(({ kind }) => kind).filter((kind) => kind.startsWith('interview.letter_'))
  }

  const whatIsKept = async () =>
    JSON.stringify(await running.app.world.database.system.selectFrom('letter').selectAll().execute())

  test('many workers with one letter send it once', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'once@example.com' })
    await invite(company, id, [interviewId])
    await Promise.all(Array.from({ length: 10 }, () => send()))
    await letterTo('once@example.com')
    await send()
    expect(server.letters.filter(isTo('once@example.com'))).toHaveLength(1)
  })

  test('a letter that a killed worker held is sent when its claim has run out', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'held@example.com' })
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    server.state.refusing = true
    await invite(company, id, [interviewId])
    await vi.waitFor(async () => expect((await readLetter(ctx)).trouble).not.toBeNull(), 30_000)
    await ctx.db
      .updateTable('letter')
      .set({ dueAt: new Date(Date.now() + 300_000) })
      .execute()
    server.state.refusing = false
    await send()
    expect(server.letters.filter(isTo('held@example.com'))).toEqual([])
    await send(301_000)
    await letterTo('held@example.com')
  })

  test('a letter that was taken before its worker was killed is sent again as the same letter', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'again@example.com' })
    await invite(company, id, [interviewId])
    await letterTo('again@example.com')
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    await vi.waitFor(async () => expect(await unsent(ctx)).toEqual([]), 30_000)
    await ctx.db.updateTable('letter').set({ sentAt: null, dueAt: new Date() }).execute()
    await send()
    await vi.waitFor(() => expect(server.letters.filter(isTo('again@example.com'))).toHaveLength(2), 30_000)
    const [first, second] = server.letters.filter(isTo('again@example.com'))
    expect(second?.messageId).toBe(first?.messageId)
    expect(second?.text).toBe(first?.text)
    await vi.waitFor(async () => expect(await unsent(ctx)).toEqual([]), 30_000)
  })

  test('a mail server may be away for days; after five the letter is given up, and shown', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'days@example.com' })
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    server.state.refusing = true
    await invite(company, id, [interviewId])
    const tried = async () => (await readLetter(ctx)).tries
    for (const hours of [4, 30, 70, 119]) {
      const before = await tried()
      await send(hours * 3_600_000)
      await vi.waitFor(async () => expect(await tried()).toBeGreaterThan(before), 30_000)
      expect((await readLetter(ctx)).dueAt).not.toBeNull()
    }
    await send(121 * 3_600_000)
    await vi.waitFor(async () => expect((await readLetter(ctx)).dueAt).toBeNull(), 30_000)
    const { body } = await company.api(`/room/v1/assessments/${id}/letters`)
    expect(body.letters[0]).toMatchObject({ sent: 0, failure: expect.stringContaining('did not take the letter') })
    expect(await happened(company)).toEqual(['interview.letter_unsent'])
    server.state.refusing = false
    await invite(company, id, [interviewId])
    await letterTo('days@example.com')
  })

  test('an invitation whose deadline has passed while the mail server was away is not sent, and shown', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company, { expiresAt: String(Date.now() + 3_600_000) })
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'overtaken@example.com' })
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    server.state.refusing = true
    await invite(company, id, [interviewId])
    await vi.waitFor(async () => expect((await readLetter(ctx)).trouble).not.toBeNull(), 30_000)
    server.state.refusing = false
    await ctx.db
      .updateTable('letter')
      .set({ dueAt: new Date(Date.now() + 3_700_000) })
      .execute()
    await send(3_800_000)
    const { body } = await company.api(`/room/v1/assessments/${id}/letters`)
    expect(body.letters[0]).toMatchObject({ sent: 0, failure: 'The deadline passed before it could leave' })
    expect(server.letters.filter(isTo('overtaken@example.com'))).toEqual([])
    expect(await happened(company)).toEqual(['interview.letter_unsent'])
    // Whoever invites after the deadline knows it.
    await ctx.db
      .updateTable('assessment')
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .execute()
    await invite(company, id, [interviewId])
    await letterTo('overtaken@example.com')
  })

  test('one company with much to send keeps no other waiting', async () => {
    const [large, small] = [await build.company(), await build.company()]
    const queued = new Date(Date.now() - 60_000)
    server.state.refusing = true
    for (const [company, count] of [
      [large, 100],
      [small, 1],
    ] as const) {
      const { id } = await build.assessment(company)
      const ids = []
      for (let number = 0; number < count; number++) {
        const emailAddress = `${company === large ? 'many' : 'few'}${number}@example.com`
        ids.push((await build.candidate(company, id, { emailAddress })).interviewId)
      }
      await invite(company, id, ids)
    }
    const system = running.app.world.database.system
    await vi.waitFor(async () => expect(await untried()).toEqual([]), 30_000)
    await system.updateTable('letter').set({ dueAt: queued }).where('companyId', '=', large.companyId).execute()
    await system.updateTable('letter').set({ dueAt: new Date() }).where('companyId', '=', small.companyId).execute()
    server.state.refusing = false
    const few = await letterTo('few0@example.com')
    const toMany = (letters: ParsedMail[]) => letters.filter(({ to }) => JSON.stringify(to).includes('many'))
    expect(toMany(server.letters.slice(0, server.letters.indexOf(few))).length).toBeLessThan(60)
    await vi.waitFor(() => expect(toMany(server.letters)).toHaveLength(100), 30_000)
  })

  const untried = () =>
    running.app.world.database.system
      .selectFrom('letter')
      .select('id')
      .where('dueAt', 'is not', null)
      .where('trouble', 'is', null)
      .execute()

  /** As another worker does, whose clock is ahead. */
  const send = (aheadMs = 0) =>
    sendLetters({ ...running.app.world, now: () => new Date(Date.now() + aheadMs) }, new AbortController().signal)

  const readLetter = (ctx: Ctx) => ctx.db.selectFrom('letter').selectAll().executeTakeFirstOrThrow()

  const unsent = (ctx: Ctx) => ctx.db.selectFrom('letter').select('id').where('sentAt', 'is', null).execute()

  test('an interview that is over is not invited again', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id)
    await running.app.world.database
      .of(company.companyId)
      .updateTable('interview')
      .set({ submittedAt: new Date() })
      .where('uuid', '=', interviewId)
      .execute()
    expect((await invite(company, id, [interviewId])).status).toBe(422)
  })

  test('a candidate deleted before the letter left gets none', async () => {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'nobody@example.com' })
    const ctx = contextOf(running.app.world, { kind: 'system', companyId: company.companyId })
    server.state.refusing = true
    await invite(company, id, [interviewId])
    // One that is being handed over cannot be taken back.
    await vi.waitFor(async () => expect((await readLetter(ctx)).trouble).not.toBeNull(), 30_000)
    await company.api(`/room/v1/assessment/${id}/candidates/${interviewId}`, { method: 'DELETE', body: [] })
    server.state.refusing = false
    await send(60_000)
    await new Promise((resolve) => setTimeout(resolve, 2000))
    expect(server.letters.filter(isTo('nobody@example.com'))).toHaveLength(0)
  })
})

describe('without one', () => {
  const { build, running } = testApp({ MAIL_FROM: 'Greenroom <room@example.org>' })

  test('a letter is a file, readable by its owner only, that names nobody', async () => {
    const company = await build.company('Bakery')
    const { id } = await build.assessment(company)
    const given = { firstName: 'Zanzibarella', emailAddress: 'file@example.com' }
    const { interviewId } = await build.candidate(company, id, given)
    await invite(company, id, [interviewId])
    const folder = join(running.dataDir, 'mail')
    const [file] = await vi.waitFor(async () => {
      const files = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
      expect(files).toHaveLength(1)
      return files
    }, 30_000)
    const raw = await readFile(join(folder, file ?? ''))
    const letter = await simpleParser(raw)
    expect(letter.from?.text).toBe('"Bakery" <room@example.org>')
    expect(letter.messageId).toMatch(/@example\.org>$/)
    expect(`${letter.text}${letter.html}${raw}`).not.toContain('Zanzibarella')
  })
})

type Company = Awaited<ReturnType<ReturnType<typeof testApp>['build']['company']>>

const invite = ({ api }: Company, id: number, interviewIds: string[]) =>
  api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds } })

const isTo = (address: string) => (letter: ParsedMail) => [letter.to].flat().some((to) => to?.text === address)

const letterTo = (address: string) =>
  vi.waitFor(() => {
    const [letter, ...more] = server.letters.filter(isTo(address))
    if (!letter || more.length > 0) throw new Error(`${more.length + (letter ? 1 : 0)} letters to ${address}`)
    return letter
  }, 30_000)
