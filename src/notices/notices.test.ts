import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Company } from '../../test/builders.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { enterRoom, openRoom } from '../../test/room.ts'
import { contextOf } from '../lib/context.ts'
import type { Language } from '../lib/languages.ts'
import { digestDue, isDue } from './digest.ts'
import type { Facts, NamedTally } from './facts.ts'
import { wordsIn } from './notice-words.ts'
import { sendNotices } from './notices.ts'
import { notifyOwners } from './notify.ts'
import { sayingOf } from './saying.ts'

const server = await startMailServer()
afterAll(server.stop)

const dayMs = 86_400_000
const clock = { ahead: 0 }
const greenroom = testApp(
  { SMTP_URL: server.url, PUBLIC_URL: 'https://interviews.example.com' },
  { now: () => new Date(Date.now() + clock.ahead) },
)
beforeEach(() => {
  clock.ahead = 0
})

const to = (address: string) => () => server.letters.filter((letter) => JSON.stringify(letter.to).includes(address))
const came = async (letters: ReturnType<typeof to>, count: number) => {
  await vi.waitFor(() => expect(letters()).toHaveLength(count), { timeout: 30_000, interval: 100 })
  return letters().at(-1)
}
/** So many were not taken, and none is being handed over, which could not be taken back. */
const refused = ({ companyId }: Company, count: number) => {
  const db = greenroom.running.app.world.database.of(companyId)
  const query = db.selectFrom('notice').select('id').where('trouble', 'is not', null)
  return vi.waitFor(async () => expect(await query.execute()).toHaveLength(count), { timeout: 30_000, interval: 100 })
}
/** Long enough for a letter to leave that should not. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 1500))

const zanzibarella = { firstName: 'Zanzibarella', lastName: 'Quux', emailAddress: 'zanzibarella@example.com' }

/** An interview before one question, of an assessment that somebody made. */
async function roomOf(company: Company, by: Pick<Company, 'api'> = company) {
  const { assessmentId, questionIds } = await openRoom(greenroom, { ...company, api: by.api }, [
    { questionType: 'essay' },
  ])
  const room = await enterRoom(greenroom, company, assessmentId, questionIds, zanzibarella)
  const handIn = async () => {
    await room.agree()
    await room.put(`/questions/${questionIds[0]}/written`, { text: 'Because.' })
    expect((await room.post('/submit', {})).status).toBe(200)
  }
  return { ...room, handIn }
}

const choose = ({ api }: Pick<Company, 'api'>, body: object) =>
  api('/room/v1/account/notices', { method: 'PATCH', body })

describe('an interview that was handed in', () => {
  test('is told at once to who made the assessment, without saying whose it is', async () => {
    const company = await greenroom.build.company('Acme')
    const recruiter = await company.user('recruiter')
    const reviewer = await company.user('reviewer')
    const { handIn, uuid, assessmentId } = await roomOf(company, recruiter)
    await handIn()
    const letter = await came(to(recruiter.email), 1)
    expect(letter?.subject).toBe('Handed in: Sales Manager')
    expect(letter?.text).toContain('One waits for review.')
    expect(letter?.text).toContain(`https://interviews.example.com/#/assessments/${assessmentId}/interviews/${uuid}`)
    expect(letter?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(JSON.stringify([letter?.text, letter?.html, letter?.subject])).not.toMatch(/Zanzibarella|Quux/i)
    await aMoment()
    expect([to(company.email)(), to(reviewer.email)()]).toEqual([[], []])
  })

  test('is told to everybody who wants each, and to nobody who does not', async () => {
    const company = await greenroom.build.company()
    const recruiter = await company.user('recruiter')
    const reviewer = await company.user('reviewer')
    expect((await reviewer.api('/room/v1/account/notices')).body).toEqual({
      completed: 'never',
      requests: false,
      digest: false,
      language: 'en',
    })
    await choose(reviewer, { completed: 'each' })
    expect((await choose(recruiter, { completed: 'digest' })).body).toMatchObject({ completed: 'digest', digest: true })
    await (await roomOf(company, recruiter)).handIn()
    await came(to(reviewer.email), 1)
    await aMoment()
    expect(to(recruiter.email)()).toEqual([])
  })

  test('what nobody has chosen is as is usual for their role, also for another role later', async () => {
    const company = await greenroom.build.company()
    const colleague = await company.user('reviewer')
    expect((await choose(colleague, {})).body).toMatchObject({ digest: false })
    expect((await choose(colleague, { language: 'de' })).body).toMatchObject({ completed: 'never', language: 'de' })
    await company.api(`/room/v1/users/${colleague.userId}`, { method: 'PATCH', body: { role: 'recruiter' } })
    const now = (await colleague.api('/room/v1/account/notices')).body
    expect(now).toEqual({ completed: 'own', requests: true, digest: true, language: 'de' })
  })

  test('of an assessment whose recruiter has left is told to the owners', async () => {
    const company = await greenroom.build.company()
    const recruiter = await company.user('recruiter')
    const { handIn } = await roomOf(company, recruiter)
    await company.api(`/room/v1/users/${recruiter.userId}`, { method: 'PATCH', body: { disabled: true } })
    await handIn()
    await came(to(company.email), 1)
    expect(to(recruiter.email)()).toEqual([])
  })

  test('and withdrawn or deleted before the letter left is not told', async () => {
    const company = await greenroom.build.company()
    const { handIn, post } = await roomOf(company)
    server.state.refusing = true
    await handIn()
    await refused(company, 1)
    await post('/withdraw', {})
    server.state.refusing = false
    const dropped = () =>
      greenroom.running.app.world.database
        .of(company.companyId)
        .selectFrom('notice')
        .select('id')
        .where('droppedAt', 'is not', null)
        .execute()
    await vi.waitFor(async () => expect(await dropped()).toHaveLength(1), { timeout: 30_000 })
    expect(to(company.email)()).toEqual([])
  })

  test('is told once, however many workers have the letter', async () => {
    const company = await greenroom.build.company()
    await (await roomOf(company)).handIn()
    const { world } = greenroom.running.app
    await Promise.all(Array.from({ length: 10 }, () => sendNotices(world, new AbortController().signal)))
    await came(to(company.email), 1)
    await aMoment()
    expect(to(company.email)()).toHaveLength(1)
  })
})

test('what a candidate asks for is told once, without their reason, and to no reviewer', async () => {
  const company = await greenroom.build.company()
  const reviewer = await company.user('reviewer')
  await choose(reviewer, { requests: true })
  const { post } = await roomOf(company)
  for (const reason of ['I stammer', 'I do stammer']) await post('/requests', { kind: 'time', reason })
  const letter = await came(to(company.email), 1)
  expect(letter?.subject).toBe('More time asked for: Sales Manager')
  expect(`${letter?.text}${letter?.html}`).not.toContain('stammer')
  await choose(company, { requests: false })
  await post('/requests', { kind: 'deadline', reason: 'A week away' })
  await aMoment()
  expect([to(company.email)().length, to(reviewer.email)().length]).toEqual([1, 0])
})

test('what has been answered when the mail server is back is not said to wait for an answer', async () => {
  const company = await greenroom.build.company()
  const { post, assessmentId } = await roomOf(company)
  const { system } = greenroom.running.app.world.database
  const notice = () =>
    system
      .selectFrom('notice')
      .select(['trouble', 'droppedAt'])
      .where('companyId', '=', company.companyId)
      .executeTakeFirstOrThrow()
  server.state.refusing = true
  await post('/requests', { kind: 'deadline', reason: 'A week away' })
  await vi.waitFor(async () => expect((await notice()).trouble).not.toBeNull(), 10_000)
  const [{ requestId }] = (await company.api(`/room/v1/assessments/${assessmentId}/requests`)).body.requests
  const decided = await company.api(`/room/v1/requests/${requestId}/decision`, {
    method: 'POST',
    body: { granted: false },
  })
  expect(decided.status, decided.text).toBe(200)
  server.state.refusing = false
  clock.ahead = 3_600_000
  await vi.waitFor(async () => expect((await notice()).droppedAt).not.toBeNull(), 10_000)
  expect(to(company.email)()).toEqual([])
})

test('what somebody may not be told any more when the mail server is back is not', async () => {
  const company = await greenroom.build.company()
  const recruiter = await company.user('recruiter')
  const { post } = await roomOf(company, recruiter)
  const { system } = greenroom.running.app.world.database
  const notice = () =>
    system
      .selectFrom('notice')
      .select(['trouble', 'droppedAt'])
      .where('companyId', '=', company.companyId)
      .executeTakeFirstOrThrow()
  server.state.refusing = true
  await post('/requests', { kind: 'time', reason: 'I stammer' })
  await vi.waitFor(async () => expect((await notice()).trouble).not.toBeNull(), 10_000)
  await system.updateTable('user').set({ role: 'reviewer' }).where('id', '=', recruiter.userId).execute()
  server.state.refusing = false
  clock.ahead = 3_600_000
  await vi.waitFor(async () => expect((await notice()).droppedAt).not.toBeNull(), 10_000)
  expect(to(recruiter.email)()).toEqual([])
})

test('a webhook that was switched off is told to the owners alone', async () => {
  const company = await greenroom.build.company()
  const recruiter = await company.user('recruiter')
  const ctx = contextOf(greenroom.running.app.world, { kind: 'system', companyId: company.companyId })
  await notifyOwners(ctx, 'webhookDisabled', {
    webhookId: 'x',
    host: 'ats.example.com',
    why: 'failing',
  })
  const letter = await came(to(company.email), 1)
  expect(letter?.text).toContain('not told to ats.example.com any more.\n\nNothing was received there for three days.')
  expect(to(recruiter.email)()).toEqual([])
})

describe('the digest', () => {
  /** The next morning at eight in UTC, however late it is now. */
  const nextMorning = (days = 1) => {
    const at = new Date(Date.now() + days * dayMs)
    clock.ahead = at.setUTCHours(8, 0, 0, 0) - Date.now()
  }
  const sweep = () => digestDue(greenroom.running.app.world)

  test('comes in the morning, once, and only when there is something to do', async () => {
    const company = await greenroom.build.company('Digested')
    const reviewer = await company.user('reviewer')
    await choose(company, { completed: 'digest' })
    nextMorning()
    await sweep()
    await aMoment()
    expect(to(company.email)()).toEqual([])
    const room = await roomOf(company)
    await room.post('/requests', { kind: 'time', reason: 'I stammer' })
    await came(to(company.email), 1)
    await room.handIn()
    nextMorning(2)
    await Promise.all([sweep(), sweep(), sweep()])
    const letter = await came(to(company.email), 2)
    expect(letter?.subject).toBe('Today: 1 candidate asks for something, 1 to review, 1 handed in')
    expect(letter?.text).toContain('Sales Manager: 1 candidate asks for something, 1 to review, 1 handed in')
    expect(letter?.text).toContain(`/#/assessments/${room.assessmentId}/candidates`)
    expect(`${letter?.text}${letter?.html}`).not.toMatch(/Zanzibarella|Quux|stammer/i)
    clock.ahead += 3_600_000
    await sweep()
    await aMoment()
    expect([to(company.email)().length, to(reviewer.email)().length]).toEqual([2, 0])
    nextMorning(3)
    await sweep()
    expect((await came(to(company.email), 3))?.subject).toBe('Today: 1 candidate asks for something, 1 to review')
  })

  test('of yesterday is not sent today', async () => {
    const company = await greenroom.build.company()
    await (await roomOf(company)).post('/requests', { kind: 'time', reason: 'I stammer' })
    await came(to(company.email), 1)
    nextMorning()
    server.state.refusing = true
    await sweep()
    const digest = () =>
      greenroom.running.app.world.database
        .of(company.companyId)
        .selectFrom('notice')
        .select('trouble')
        .where('kind', '=', 'digest')
        .executeTakeFirstOrThrow()
    await vi.waitFor(async () => expect((await digest()).trouble).not.toBeNull(), 10_000)
    nextMorning(2)
    await sweep()
    server.state.refusing = false
    clock.ahead += 3_600_000
    await came(to(company.email), 2)
    await aMoment()
    expect(to(company.email)()).toHaveLength(2)
  })

  test('tells of letters that did not arrive, and of deadlines that are near', async () => {
    const company = await greenroom.build.company()
    nextMorning()
    await sweep()
    const { id } = await greenroom.build.assessment(company)
    const { interviewId } = await greenroom.build.candidate(company, id, { emailAddress: 'x@nowhere.example' })
    await company.api(`/room/v1/assessments/${id}/invite`, { method: 'POST', body: { interviewIds: [interviewId] } })
    const failure = async () => (await company.api(`/room/v1/assessments/${id}/letters`)).body.letters[0].failure
    await vi.waitFor(async () => expect(await failure()).not.toBeNull(), 30_000)
    nextMorning(2)
    await sweep()
    expect((await came(to(company.email), 1))?.subject).toBe('Today: 1 letter not delivered')
    nextMorning(7)
    await sweep()
    expect((await came(to(company.email), 2))?.subject).toBe('Today: 1 not done with less than two days left')
  })

  test('keeps to the clock of the company, through summer time', () => {
    const due = (timeZone: string, digestedAt: string | null, now: string) =>
      isDue({ timeZone, digestedAt: digestedAt === null ? null : new Date(digestedAt) }, new Date(now))
    // Clocks in Berlin went forward on 29 March 2026, and back on 25 October.
    expect(due('Europe/Berlin', '2026-03-28T07:00:00Z', '2026-03-29T05:59:00Z')).toBe(false)
    expect(due('Europe/Berlin', '2026-03-28T07:00:00Z', '2026-03-29T06:00:00Z')).toBe(true)
    expect(due('Europe/Berlin', '2026-03-29T06:00:00Z', '2026-03-29T21:59:00Z')).toBe(false)
    expect(due('Europe/Berlin', '2026-10-24T06:00:00Z', '2026-10-25T06:59:00Z')).toBe(false)
    expect(due('Europe/Berlin', '2026-10-24T06:00:00Z', '2026-10-25T07:00:00Z')).toBe(true)
    expect(due('Pacific/Auckland', '2026-11-24T19:00:00Z', '2026-11-25T18:59:00Z')).toBe(false)
    expect(due('Pacific/Auckland', '2026-11-24T19:00:00Z', '2026-11-25T19:00:00Z')).toBe(true)
    expect(due('UTC', null, '2026-11-25T09:00:00Z')).toBe(true)
  })
})

test('a choice is of one’s own letters, and of nothing else', async () => {
  const company = await greenroom.build.company()
  const recruiter = await company.user('recruiter')
  const { status } = await choose(company, { digest: false, userId: recruiter.userId, companyId: 1, '': 0 })
  expect(status).toBe(200)
  expect((await recruiter.api('/room/v1/account/notices')).body.digest).toBe(true)
  expect((await company.api('/room/v1/account/notices')).body.digest).toBe(false)
})

describe('in the language of whoever reads them', () => {
  test.each([
    ['en', 'ltr', 'Handed in: Sales Manager', 'See the interview', 'is for you to choose'],
    ['de', 'ltr', 'Abgegeben: Sales Manager', 'Zum Interview', 'bestimmen Sie'],
    ['fr', 'ltr', 'Entretien remis : Sales Manager', 'Voir l’entretien', 'Vous choisissez'],
    ['ar', 'rtl', 'سُلِّمت مقابلة: Sales Manager', 'عرض المقابلة', 'يمكنك اختيار'],
  ])('letters come in %s, read %s', async (language, direction, subject, open, choosing) => {
    const company = await greenroom.build.company()
    expect((await choose(company, { language })).body).toMatchObject({ language, completed: 'own', digest: true })
    await (await roomOf(company)).handIn()
    const letter = await came(to(company.email), 1)
    expect(letter?.subject).toBe(subject)
    expect(letter?.html).toContain(`<html lang="${language}" dir="${direction}">`)
    for (const words of [open, choosing])
      expect([letter?.text, letter?.html], words).toEqual(Array(2).fill(expect.stringContaining(words)))
  })

  test('colleagues get the same letter each in their own, and one that was chosen after it was written counts', async () => {
    const company = await greenroom.build.company()
    const recruiter = await company.user('recruiter')
    await choose(company, { completed: 'each', language: 'fr' })
    await choose(recruiter, { language: 'de' })
    server.state.refusing = true
    await (await roomOf(company, recruiter)).handIn()
    await refused(company, 2)
    await choose(recruiter, { language: 'ar' })
    server.state.refusing = false
    expect((await came(to(company.email), 1))?.subject).toBe('Entretien remis : Sales Manager')
    expect((await came(to(recruiter.email), 1))?.subject).toBe('سُلِّمت مقابلة: Sales Manager')
  })

  test('one that we do not speak is none', async () => {
    const company = await greenroom.build.company()
    expect((await choose(company, { language: 'sv' })).status).toBe(422)
  })

  const numbers = [0, 1, 2, 3, 11, 100]
  test.each<[Language, string[]]>([
    ['en', ['0 wait', 'One waits', '2 wait', '3 wait', '11 wait', '100 wait']],
    ['de', ['0 warten', 'Eines wartet', '2 warten', '3 warten', '11 warten', '100 warten']],
    ['fr', ['0 entretien ', '1 entretien ', '2 entretiens', '3 entretiens', '11 entretiens', '100 entretiens']],
    ['ar', ['لا توجد مقابلات', 'مقابلة واحدة', 'مقابلتان', '3 مقابلات', '11 مقابلة', '100 مقابلة']],
  ])('they count as is right in %s', (language, counted) => {
    const said = numbers.map((waiting) => wordsIn(language).completed.waiting(waiting))
    expect(said).toEqual(counted.map((words) => expect.stringContaining(words)))
  })

  const nothing = { asked: 0, waiting: 0, handedIn: 0, closing: 0, undelivered: 0 }
  const digestOf = (language: Language, tallies: Partial<NamedTally>[]) =>
    sayingOf(language, 'digest', {
      tallies: tallies.map((tally) => ({ name: 'Sales Manager', path: '/', ...nothing, ...tally })),
    })

  test('a digest counts all assessments together, and each by itself', () => {
    const { subject, lines } = digestOf('ar', [{ asked: 1, waiting: 2 }, { asked: 1 }, { asked: 9 }])
    expect(subject).toBe('اليوم: 11 مرشحًا ينتظرون قرارك، مقابلتان للمراجعة')
    expect(lines.map(({ text }) => text.replaceAll('\u200f', ''))).toEqual([
      'Sales Manager: مرشح واحد ينتظر قرارك، مقابلتان للمراجعة',
      'Sales Manager: مرشح واحد ينتظر قرارك',
      'Sales Manager: 9 مرشحين ينتظرون قرارك',
    ])
  })

  test.each<[Language, string[]]>([
    ['en', ['And 1 more assessment.', 'And 2 more assessments.', 'And 3 more assessments.']],
    ['de', ['Und 1 weiteres Assessment.', 'Und 2 weitere Assessments.', 'Und 3 weitere Assessments.']],
    ['fr', ['Et 1 autre évaluation.', 'Et 2 autres évaluations.', 'Et 3 autres évaluations.']],
    ['ar', ['وتقييم واحد آخر.', 'وتقييمان آخران.', 'و3 تقييمات أخرى.']],
  ])('a digest has an end, and says in %s how much there is besides', (language, ends) => {
    const endOf = (count: number) => digestOf(language, Array(count).fill({ waiting: 1 })).lines.at(-1)?.text
    expect([31, 32, 33].map(endOf)).toEqual(ends)
  })
})

describe('the preview', () => {
  const preview = '/room/v1/account/notices/preview'
  const kindsOf = async ({ api }: Pick<Company, 'api'>) =>
    (await api(preview)).body.letters.map(({ kind }: { kind: string }) => kind)

  test.each(['en', 'de', 'fr', 'ar'])(
    'shows every letter whole in %s, as the page and as the text',
    async (language) => {
      const company = await greenroom.build.company()
      await choose(company, { language })
      const { letters } = (await company.api(preview)).body
      expect(letters).toHaveLength(4)
      for (const { kind, subject, text, ...letter } of letters) {
        const page = await company.api(`${preview}/${kind}`)
        expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
        expect(page.headers['content-security-policy']).toMatch(/frame-ancestors 'self'; sandbox$/)
        const direction = language === 'ar' ? 'rtl' : 'ltr'
        expect(letter).toEqual({ language, direction })
        expect(page.text).toContain(`<html lang="${language}" dir="${direction}">`)
        expect(page.text).toContain(`<title>${subject}</title>`)
        expect(`${subject}${text}${page.text}`, kind).not.toMatch(/undefined|null|#(?!\d+;|\/|[0-9a-f]{6})|NaN/)
      }
    },
  )

  test('is what is sent, but for whose it is', async () => {
    const company = await greenroom.build.company()
    await choose(company, { language: 'de' })
    const about: Omit<Facts['webhookDisabled'], 'path'> = {
      host: 'ats.example.com',
      why: 'gone',
    }
    const ctx = contextOf(greenroom.running.app.world, { kind: 'system', companyId: company.companyId })
    await notifyOwners(ctx, 'webhookDisabled', { ...about, webhookId: '…' })
    const letter = await came(to(company.email), 1)
    const shown = (await company.api(preview)).body.letters.at(-1)
    expect([letter?.subject, letter?.text?.trim()]).toEqual([shown.subject, shown.text])
    expect(String(letter?.html).trim()).toBe((await company.api(`${preview}/webhookDisabled`)).text)
  })

  test('is of what one can get', async () => {
    const company = await greenroom.build.company()
    const [recruiter, reviewer] = [await company.user('recruiter'), await company.user('reviewer')]
    expect(await kindsOf(company)).toEqual(['completed', 'requested', 'digest', 'webhookDisabled'])
    expect(await kindsOf(recruiter)).toEqual(['completed', 'requested', 'digest'])
    expect(await kindsOf(reviewer)).toEqual(['completed', 'digest'])
    const answers = ['completed', 'requested', 'webhookDisabled', 'other'].map((kind) =>
      reviewer.api(`${preview}/${kind}`),
    )
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 404, 404, 404])
  })
})
