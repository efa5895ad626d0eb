import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import { hasImapServer, startImapServer } from '../../test/imap-server.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { readMailbox, tryMailbox } from './mailbox.ts'

describe.skipIf(!hasImapServer)('a mailbox that letters come back to', async () => {
  if (!hasImapServer) return
  const [smtp, imap] = [await startMailServer(), await startImapServer()]
  const { build, running } = testApp({
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Greenroom <room@example.org>',
    BOUNCE_IMAP_URL: imap.url,
    // Read when a test says so, and by as many processes as it says.
    ROLES: 'web',
  })
  afterAll(async () => {
    await smtp.stop()
    await imap.stop()
  })

  async function cameBack() {
    const company = await build.company()
    const { id } = await build.assessment(company)
    const { interviewId } = await build.candidate(company, id, { emailAddress: 'gone@example.com' })
    await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } })
    const db = running.app.world.database.of(company.companyId)
    const { id: letterId } = await db
      .updateTable('letter')
      .set({ sentAt: new Date() })
      .returning('id')
      .executeTakeFirstOrThrow()
    const standing = async () => (await company.api(`/room/v1/assessments/${id}/letters`)).body.letters[0]
    return { letterId, standing }
  }

  const report = (letterId: string) =>
    readFileSync(new URL('./fixtures/gmail.eml', import.meta.url), 'utf8')
      .replaceAll('{{id}}', letterId)
      .replaceAll('{{to}}', 'gone@example.com')

  test('is read, each message once, by one process of many', async () => {
    const { letterId, standing } = await cameBack()
    imap.put('Subject: Lunch?\n\nAt noon?\n')
    imap.put(report(letterId))
    imap.put(`Subject: Large\n\n${'x'.repeat(1_200_000)}`)
    const { world } = running.app
    await vi.waitFor(async () => expect(await tryMailbox(imap.url)).toBe(3), 30_000)
    const read = await Promise.all([readMailbox(world), readMailbox(world), readMailbox(world)])
    expect(read.toSorted()).toEqual([0, 0, 3])
    expect((await standing()).failure).toBe('The address does not exist (5.1.1)')
    expect(await readMailbox(world)).toBe(0)
  })

  test('keeps unread what could not be noted yet', async () => {
    const { letterId, standing } = await cameBack()
    const { system } = running.app.world.database
    const leaving = { sentAt: null, claimedAt: new Date() }
    await system.updateTable('letter').set(leaving).where('id', '=', letterId).execute()
    imap.put(report(letterId))
    await vi.waitFor(async () => expect(await tryMailbox(imap.url)).toBe(1), 30_000)
    await readMailbox(running.app.world)
    expect(await tryMailbox(imap.url)).toBe(1)
    await system.updateTable('letter').set({ sentAt: new Date() }).where('id', '=', letterId).execute()
    await readMailbox(running.app.world)
    expect((await standing()).failure).not.toBeNull()
    expect(await tryMailbox(imap.url)).toBe(0)
  })

  test('that does not open is told in words', async () => {
    const wrong = imap.url.replace('bounces:pa', 'bounces:no')
    await expect(tryMailbox(wrong)).rejects.toThrow(/Authentication failed/)
  })
})
