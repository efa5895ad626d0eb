import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentDigest } from '../../src/room/digest.ts'
import { testApp } from '../app.ts'
import { desk, noBrowser, testBrowser } from '../browser.ts'
import type { Company } from '../builders.ts'
import { payloads } from '../payloads.ts'
import { startReceiver } from '../receiver.ts'
import { signIn } from '../recruiter.ts'
import { enterRoom, openRoom, type TestRoom } from '../room.ts'

describe.skipIf(noBrowser)('what somebody typed is words, whoever reads it', { timeout: 900_000 }, () => {
  const greenroom = testApp({ WEBHOOK_ALLOW_PRIVATE_HOSTS: '127.0.0.1' })
  const { visit, violations, opened } = testBrowser(greenroom)
  const ran: string[] = []
  let company: Company

  beforeAll(async () => {
    company = await greenroom.build.company('Acme')
  })
  afterAll(() => {
    expect(ran).toEqual([])
    expect(violations).toEqual([])
  })

  /** A page in which nothing typed can run, open a dialog or fetch from elsewhere without being written down. */
  async function watched(): Promise<Page> {
    const context = await visit(desk)
    await watch(context, ran)
    return context.newPage()
  }

  async function watch(context: BrowserContext, into: string[]): Promise<void> {
    await context.exposeFunction('hit', (number: number) => into.push(`payload ${number} ran`))
    context.on('request', (request) => {
      const { protocol, host } = new URL(request.url())
      const isOurs = protocol === 'data:' || protocol === 'blob:' || request.url().startsWith(opened.origin)
      if (!isOurs && protocol !== 'about:') into.push(`${protocol}//${host} was asked for`)
    })
    context.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') into.push(`a dialog said ${dialog.message()}`)
      void dialog.accept()
    })
  }

  async function enterAs(person: { email: string; password: string }): Promise<Page> {
    const page = await signIn(await watched(), person)
    await page.getByRole('heading', { name: 'Assessments' }).waitFor()
    return page
  }

  const send = (method: string) => (path: string, body: object) => company.api(path, { method, body })
  const post = send('POST')
  const patch = send('PATCH')
  const right = async (answer: Promise<{ status: number; text: string }>) => {
    const { status, text } = await answer
    expect(status, text).toBeLessThan(300)
  }

  test('and if it ran, it would be seen', async () => {
    const context = await visit(desk)
    const seen: string[] = []
    await watch(context, seen)
    const page = await context.newPage()
    for (const payload of payloads) {
      await page.goto('about:blank')
      await page.setContent(`<title>x</title><body>${payload}`).catch(() => undefined)
      await page.waitForTimeout(60)
    }
    expect(new Set(seen).size).toBeGreaterThan(20)
  })

  /** Forty questions of each kind that is answered without a camera, and answers to them all. */
  async function answered(): Promise<TestRoom> {
    const criteria: number[] = []
    for (const payload of payloads) {
      const scale = [payload, `${payload} 2`, `${payload} 3`]
      const body = { criteriaName: payload, description: payload, scale }
      criteria.push((await post('/room/v1/rating-criteria', body)).body.id)
    }
    const essays = payloads.map((payload, index) => ({
      ...{
        questionType: 'essay',
        question: payload,
        category: payload.slice(0, 200),
        ratingCriteria: [criteria[index]],
      },
    }))
    const choices = payloads.map((payload) => ({
      ...{ questionType: 'multipleChoice', question: payload, options: [{ text: payload, redFlag: true }] },
    }))
    const files = payloads.map((payload) => ({ questionType: 'file', question: payload }))
    const room = await openRoom(greenroom, company, [...essays, ...choices, ...files], {
      groupName: payloads[0],
      letterText: payloads.join('\n\n').slice(0, 5000),
      groupConfig: { interviewType: 'fixed' },
    })
    await room.agree()
    for (const [index, payload] of payloads.entries()) {
      const [essay, choice, file] = [0, 1, 2].map((kind) => room.questionIds[kind * payloads.length + index])
      await right(room.put(`/questions/${essay}/written`, { text: payload }))
      await right(room.put(`/questions/${choice}/written`, { choices: [0] }))
      const bytes = Buffer.from('%PDF-1.4\n%%EOF\n')
      const headers = {
        'content-type': 'application/octet-stream',
        'content-digest': await contentDigest(new Uint8Array(bytes)),
        'x-file-name': encodeURIComponent(`${payload}.pdf`),
      }
      await right(room.api(`/questions/${file}/file`, { method: 'PUT', raw: bytes, headers }))
    }
    await right(room.post('/submit', {}))
    const path = `/room/v1/candidates/${room.uuid}`
    const ratings = [{ questionId: room.questionIds[0], criterionId: criteria[0], mark: 3 }]
    for (const [index, payload] of payloads.entries()) {
      await right(post(`${path}/comments`, { text: payload, questionId: room.questionIds[index] }))
    }
    await right(patch(`${path}/review`, { summary: payloads.join('\n'), advice: 'yes', ratings }))
    await right(post(`${path}/review/submit`, {}))
    return room
  }

  test('the company’s people: lists, forms, letters, log', async () => {
    const room = await answered()
    const people: TestRoom[] = []
    for (const payload of payloads) {
      await right(post('/room/v1/assessments', { groupName: payload }))
      await right(post('/room/v1/library', { question: payload, category: payload.slice(0, 200) }))
      await right(post('/room/v1/api-keys', { name: payload.slice(0, 200) }))
      const named = { firstName: payload, lastName: payload }
      const person = await enterRoom(greenroom, company, room.assessmentId, room.questionIds, named)
      await right(person.post('/requests', { kind: 'time', reason: payload }))
      people.push(person)
      const email = `person${people.length}@example.com`
      const { link } = (await post('/room/v1/users', { email, role: 'reviewer' })).body
      const body = { token: link.split('/').at(-1), password: 'a long password', name: payload.slice(0, 200) }
      await right(greenroom.request('/room/v1/arrivals', { method: 'POST', body }))
    }
    const hooks = await tested()
    const page = await enterAs(company)
    const places = [
      ...['/assessments', '/library/questions', '/library/criteria', '/settings/team', '/settings/keys', '/audit'],
      ...['/settings/webhooks', '/settings/account', '/settings/company', '/analytics'],
      ...['candidates', 'questions', 'settings', 'branding', 'letters', 'preview', 'compare', 'import'].map(
        (tab) => `/assessments/${room.assessmentId}/${tab}`,
      ),
      ...people.map(({ uuid }) => `/assessments/${room.assessmentId}/interviews/${uuid}`),
    ]
    for (const place of places) await go(page, place)
    for (const id of hooks) {
      await go(page, `/settings/webhooks/${id}`)
      await page.getByText('webhook.test').click()
      await page.getByText('Answered 500').waitFor()
    }

    for (const reader of [page, await enterAs(await company.user('reviewer'))]) {
      await go(reader, `/assessments/${room.assessmentId}/interviews/${room.uuid}`)
      await reader.getByRole('navigation', { name: 'Answers' }).waitFor()
      for (let step = 0; step < room.questionIds.length; step++) await reader.keyboard.press('q')
      await reader.getByRole('heading', { name: /^120\. / }).waitFor()
    }
    const { videointerviewUrl } = (await post(`/room/v1/candidates/${room.uuid}/share`, {})).body
    const visitor = await watched()
    await visitor.goto(new URL(videointerviewUrl).pathname)
    await visitor.getByRole('heading', { name: 'Question 120 of 120' }).waitFor()
  })

  /** Webhooks with a name each, and a receiver that answers in kind. */
  async function tested(): Promise<string[]> {
    const receiver = await startReceiver()
    const hooks: string[] = []
    for (const [index, payload] of payloads.slice(0, 20).entries()) {
      const other = payloads[index + 20] ?? ''
      receiver.manner = (response) => response.writeHead(500).end(`${payload}${other}`)
      const url = `${receiver.url}/?${encodeURIComponent(payload)}`
      const { body } = await post('/room/v1/webhooks', { url, name: other.slice(0, 200) })
      await right(post(`/room/v1/webhooks/${body.id}/test`, {}))
      hooks.push(body.id)
    }
    receiver.stop()
    return hooks
  }

  let opens = 0
  async function go(page: Page, place: string): Promise<void> {
    // Loaded anew each time: with the hash alone the page before would still be there to be found.
    await page.goto(`/?${++opens}#${place}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.getByText('Loading…').first().waitFor({ state: 'detached' })
  }

  test('the candidate: the landing page in the company’s own rich text, and the question', async () => {
    const room = await openRoom(greenroom, company, [{ questionType: 'essay' }])
    await room.agree()
    const page = await watched()
    for (const payload of payloads) {
      await right(patch('/room/v1/company', { name: payload.slice(0, 200) }))
      const rich = { landingPageInfo: `<p>Hello</p>${payload}`, endText: payload }
      await right(patch(`/room/v1/assessments/${room.assessmentId}`, { groupName: payload, ...rich }))
      await right(patch(`/room/v1/questions/${room.questionIds[0]}`, { question: payload }))
      await page.goto(`/i/${room.token}`)
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByRole('heading', { name: 'Question 1 of 1' }).waitFor()
    }
    await right(room.put(`/questions/${room.questionIds[0]}/written`, { text: payloads.join('\n') }))
    await right(room.post('/submit', {}))
    for (const payload of payloads) {
      await right(patch(`/room/v1/assessments/${room.assessmentId}`, { endText: payload }))
      await page.goto(`/i/${room.token}`)
      await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    }
  })

  test('whoever gets a letter, in a program that would run anything', async () => {
    for (const payload of payloads) {
      const { id } = await greenroom.build.assessment(company, {
        groupName: payload,
        letterText: payload,
        letterSubject: `Come: ${payload}`,
      })
      const { interviewId } = await greenroom.build.candidate(company, id)
      await right(post(`/room/v1/assessments/${id}/invite`, { interviewIds: [interviewId] }))
    }
    const folder = join(greenroom.running.dataDir, 'mail')
    const invitations = async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
      const letters = await Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))))
      return letters.filter(({ subject }) => subject?.startsWith('Come: '))
    }
    await expect.poll(async () => (await invitations()).length, { timeout: 90_000 }).toBe(payloads.length)
    const page = await watched()
    for (const { html } of await invitations()) {
      await page.goto('about:blank')
      await page.setContent(String(html))
    }
    await page.waitForTimeout(500)
  })
})
