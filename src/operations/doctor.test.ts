import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { House } from '../lib/command.ts'
import { readConfig } from '../lib/config.ts'
import { examine } from './doctor.ts'

const { running } = testApp()

const says = async (settings: Record<string, string> = {}, given: Partial<House> = {}) => {
  const config = readConfig({ DATA_DIR: running.dataDir, ...settings })
  const storage = async () => ({ connection: running.connection, close: async () => {} })
  const findings = await examine({ config, storage, world: async () => running.app.world, ...given })
  return Object.fromEntries(findings.map(({ what, ok, says }) => [what, `${ok ? 'ok' : 'wrong'}: ${says}`]))
}

test('an installation in order', async () => {
  const found = await says()
  expect(found).toMatchObject({
    'Data folder': expect.stringMatching(/^ok/),
    'Master key': expect.stringMatching(/^ok: .*no back-up holds it/),
    Migrations: 'ok: all applied',
    Encryption: 'ok: the master key fits the data',
    Clock: expect.stringMatching(/^ok/),
    Mail: expect.stringMatching(/^ok: letters are written to/),
  })
  expect(found.Database).toMatch(/^wrong: runs without fsync/)
})

test('a mail server that does not answer, and an address without https', async () => {
  const found = await says({ SMTP_URL: 'smtp://127.0.0.1:1', PUBLIC_URL: 'http://interviews.example.com' })
  expect(found.Mail).toMatch(/^wrong: 127.0.0.1 does not: .*Check SMTP_URL/)
  expect(found.Address).toMatch(/^wrong: .* is not https/)
})

test('letters that would come back to nobody, or to a mailbox that does not open', async () => {
  expect((await says()).Bounces).toMatch(/^ok: letters that come back are not noticed/)
  expect((await says({ BOUNCE_PORT: '2525' })).Bounces).toMatch(/^wrong: no letter comes back to greenroom@localhost/)
  const from = { MAIL_RETURN_PATH: 'back@example.org' }
  expect((await says({ ...from, BOUNCE_PORT: '2525' })).Bounces).toMatch(/^ok: port 2525 .* back@example.org/)
  const closed = await says({ ...from, BOUNCE_IMAP_URL: 'imap://a:secret@127.0.0.1:1/INBOX' })
  expect(closed.Bounces).toMatch(/^wrong: 127.0.0.1 does not open the mailbox: .*Check BOUNCE_IMAP_URL/)
  expect(closed.Bounces).not.toContain('secret')
})

test('a database that is away hides nothing else', async () => {
  const storage = () => Promise.reject(new Error('it is away'))
  expect(await says({}, { storage })).toMatchObject({
    Database: 'wrong: it is away',
    Mail: expect.stringMatching(/^ok/),
  })
})

test('another master key, open to everybody', async () => {
  const path = join(running.dataDir, 'secret.key')
  writeFileSync(path, 'another master key, thirty-two bytes long')
  chmodSync(path, 0o644)
  const found = await says()
  expect(found.Encryption).toMatch(/^wrong: this data was encrypted under another master key/)
  expect(found['Master key']).toMatch(/^wrong: .*chmod 600/)
})
