import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { createLetters } from './mail.ts'

test('what identifies a letter is ASCII, whatever its sender is called', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-mail-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const letters = createLetters({ folder, from: 'Jobs <jobs@bücher.example>' })
  await letters.send({ id: 'one', follows: 'none', to: 'ann@example.com', subject: 'Hello', text: 'Hello', html: '' })
  const [head] = (await readFile(join(folder, 'one.eml'), 'utf8')).split('\r\n\r\n')
  expect(head).toContain('Message-ID: <one@xn--bcher-kva.example>')
  expect(head).toContain('In-Reply-To: <none@xn--bcher-kva.example>')
  expect(head).toMatch(/^[\r\n -~]*$/)
})

test.each([
  ['ann@example.com', 'rfc822;ann@example.com'],
  ['ann+jobs@bücher.example', 'rfc822;ann+jobs@xn--bcher-kva.example'],
  ['jürgen@example.com', undefined],
])('a report about a letter to %s is asked for in ASCII', async (to, recipient) => {
  const asked: unknown[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    hideDSN: false,
    logger: false,
    onRcptTo({ args }, _session, done) {
      asked.push((args as { ORCPT?: string }).ORCPT)
      done()
    },
    onData: (stream, _session, done) => stream.on('end', done).resume(),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const letters = createLetters({ smtpUrl: `smtp://127.0.0.1:${port}`, folder: '', from: 'jobs@example.com' })
  onTestFinished(() => {
    letters.close()
    server.close()
  })
  await letters.send({ id: 'one', to, subject: 'Hello', text: 'Hello', html: '' })
  expect(asked).toEqual([recipient])
})
