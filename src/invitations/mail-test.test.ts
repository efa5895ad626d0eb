import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { commands } from './commands.ts'
import { letterKinds } from './letter-kinds.ts'
import { letterOf } from './mail.ts'
import { sampleLetter } from './sample.ts'

const server = await startMailServer()
const { running } = testApp({ SMTP_URL: server.url, ROLES: 'web' })
const folder = testApp({ ROLES: 'web' })
afterAll(server.stop)

const [mailTest] = commands

async function run(given: Record<string, string>, { app } = running) {
  const house = { config: { mailFrom: 'room@example.org' }, world: async () => app.world } as never
  const result = (await mailTest?.run(house, given)) as object
  return { result, text: mailTest?.text?.(result as never), failed: mailTest?.failed?.(result as never) }
}

test('a test letter says in the mail server’s own words whether it was taken', async () => {
  const taken = await run({ to: 'ann@example.com' })
  expect([taken.failed, taken.text]).toEqual([false, expect.stringMatching(/took the letter to ann@example.com: 250 /)])
  const refused = await run({ to: 'ann@nowhere.example' })
  expect([refused.failed, refused.text]).toEqual([true, expect.stringMatching(/did not take .*: 550 No ann@nowhere/)])
  const file = await run({ to: 'ann@example.com' }, folder.running)
  expect([file.failed, file.text]).toEqual([
    false,
    expect.stringMatching(/No mail server is set: the letter is .*\.eml\.$/),
  ])
})

test('it is any of the letters that candidates get', async () => {
  await run({ to: 'kind@example.com', kind: 'submitted', language: 'de' })
  const letter = server.letters.find(({ to }) => JSON.stringify(to).includes('kind@example.com'))
  expect(letter?.subject).toBe('Greenroom: Ihr Videointerview ist angekommen')
  await expect(run({ to: 'kind@example.com', kind: 'other' })).rejects.toThrow(/--kind is one of invitation, /)
  await expect(run({ to: 'nobody' })).rejects.toThrow(/--to is an address/)
})

test.each(['en', 'de', 'fr', 'ar', 'sv'])('every letter is whole in %s, or in English', async (language) => {
  for (const kind of letterKinds) {
    const { subject, text, html, attached } = sampleLetter(running.app.world, kind, 'ann@example.com', language)
    expect(`${subject}${text}${html}`, kind).not.toMatch(/undefined|null|\{|NaN|Invalid/)
    expect(
      [subject, text, html].every((words) => words.includes('Greenroom')),
      kind,
    ).toBe(true)
    const known = language === 'sv' ? 'en' : language
    expect(html).toContain(`<html lang="${known}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    expect(html.match(/<a /g)?.length ?? 0, 'one obvious link').toBe(
      kind === 'withdrawn' ? 0 : kind === 'reminder' ? 2 : 1,
    )
    expect(attached?.length).toBe(['submitted', 'refusal', 'withdrawn'].includes(kind) ? 0 : 1)
  }
})

test.each([
  ['ar', 'C++ (Berlin)', '«\u2068C++ (Berlin)\u2069»'],
  ['ar', 'محاسب', '«محاسب»'],
  ['en', 'محاسب (2)', '“\u2068محاسب (2)\u2069”'],
  ['en', 'C++ (Berlin)', '“C++ (Berlin)”'],
])('in a letter in %s the name “%s” keeps its brackets to itself', (language, assessmentName, said) => {
  const { subject, text, html } = letterOf('invitation', {
    ...{ id: 'one', to: 'ann@example.com', now: new Date(), language, assessmentName, companyName: 'Acme' },
    ...{ timeZone: 'UTC', letterText: null, letterSubject: '{assessment}', minutes: 15, deadline: new Date() },
    ...{ brand: { companyName: 'Acme', accent: null }, calendar: { uid: 'one', sequence: 0 } },
  })
  expect(text).toContain(said)
  expect(html).toContain(said)
  expect(subject).toBe(said.slice(1, -1))
})

test('the exit code tells a program', async () => {
  const cli = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['src/operations/cli.ts', ...words]).then(
      () => 0,
      ({ code }) => code,
    )
  expect(await cli('mail', 'test')).toBe(2)
})
