import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
