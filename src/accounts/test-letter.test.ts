import { afterAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { startMailServer } from '../../test/mail-server.ts'

const server = await startMailServer()
const reached = testApp({ SMTP_URL: server.url, ROLES: 'web' })
const missed = testApp({ SMTP_URL: 'smtp://127.0.0.1:1', ROLES: 'web' })
afterAll(server.stop)

const sent = { method: 'POST', body: {} }

test('a test letter leaves by the mail server, to whoever asked, or is refused by it', async () => {
  const company = await reached.build.company('Acme')
  expect((await company.api('/room/v1/company')).body).toMatchObject({ letters: 'smtp' })
  expect((await company.api('/room/v1/company/test-letter', sent)).body).toEqual({ to: company.email })
  expect(server.letters.map(({ subject }) => subject)).toEqual(['Letters arrive'])
  server.state.refusing = true
  const refused = await company.api('/room/v1/company/test-letter', sent)
  expect([refused.status, refused.body.error.message]).toEqual([503, expect.stringContaining('450')])
  expect(refused.text).not.toContain(company.email)
  const recruiter = await company.user('recruiter')
  expect((await recruiter.api('/room/v1/company/test-letter', sent)).status).toBe(403)
})

test('and where it does not, the mail server’s answer is told, without an address', async () => {
  const company = await missed.build.company()
  const { status, body, text } = await company.api('/room/v1/company/test-letter', sent)
  expect(status).toBe(503)
  expect(body.error.message).toMatch(/^The mail server did not take the letter \(ESOCKET/)
  expect(text).not.toContain(company.email)
})
