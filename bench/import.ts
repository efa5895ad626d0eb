import { createSecretKey } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { sealPersonal } from '../src/candidates/personal.ts'
import { socketDirOf } from '../src/lib/postgres/socket.ts'
import { masterKey } from '../src/lib/secret-key.ts'
import { createVault, newDataKey } from '../src/lib/vault.ts'
import { isMissing, launch } from '../test/engines.ts'
import type { Server } from './server.ts'

const many = 10_000
const atOnce = 1000

/** Ten thousand candidates: through the API, beside the bare rows; then by hand in the dashboard, and among them there. */
export async function importBench(server: Server) {
  const { call } = server
  const people = Array.from({ length: many }, (_, number) => ({
    firstName: 'Jane',
    lastName: `Doe ${number}`,
    emailAddress: `jane${number}@example.com`,
  }))
  const plain = await timed(() => bring(server, people, false))
  const bare = await timed(() => insertBare(server))
  const invited = await timed(() => bring(server, people, true))
  say('import of new people, through the API', plain, `${(plain / bare).toFixed(1)} times the bare rows`)
  say('as many rows, sealed and inserted, with nothing around them', bare)
  say('the same people into another assessment, invited', invited)
  if (isMissing('chromium')) return
  const { id } = await call('/room/v1/assessments', { groupName: 'By hand' })
  await inTheBrowser(server, id)
}

async function bring({ call }: Server, people: object[], invite: boolean): Promise<void> {
  const { id } = await call('/room/v1/assessments', { groupName: 'Bench' })
  for (let at = 0; at < many; at += atOnce) {
    const candidates = people.slice(at, at + atOnce)
    const { added } = await call(`/room/v1/assessments/${id}/candidates/import`, { candidates, invite })
    if (added !== atOnce) throw new Error(`Only ${added} were added`)
  }
}

/** What an import writes: a person, a key, an interview, two events; a thousand in a transaction. */
async function insertBare({ dataDir, call }: Server): Promise<void> {
  const { id } = await call('/room/v1/assessments', { groupName: 'Bare' })
  const vault = createVault(createSecretKey(masterKey(dataDir, undefined)).export())
  const host = socketDirOf(realpathSync(join(dataDir, 'postgres')))
  const options = '-c greenroom.company_id=system'
  const client = new pg.Client({ host, user: 'greenroom', database: 'greenroom', options })
  await client.connect()
  for (let at = 0; at < many; at += atOnce) {
    const rows = Array.from({ length: atOnce }, (_, index) => {
      const key = newDataKey()
      const email = `bare${at + index}@example.com`
      const personal = sealPersonal(key, { firstName: 'Jane', lastName: 'Doe', email })
      return { hash: vault.lookup(1, email), personal, wrapped: vault.wrap(1, key) }
    })
    await client.query(
      `with given as (select * from unnest($1::bytea[], $2::bytea[], $3::bytea[]) as g (hash, personal, wrapped)),
        people as (insert into candidate (company_id, email_hash, personal, created_at, updated_at)
          select 1, hash, personal, now(), now() from given returning id, email_hash),
        keys as (insert into candidate_key (company_id, candidate_id, wrapped)
          select 1, people.id, given.wrapped from people join given on given.hash = people.email_hash),
        events as (insert into event (company_id, at, actor, kind, subject)
          select 1, now(), 'user:1', kind, id::text from people,
            unnest(array['candidate.created', 'interview.created']) as kind)
        insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at)
          select 1, $4, id, 1, now(), now() from people`,
      [rows.map(({ hash }) => hash), rows.map(({ personal }) => personal), rows.map(({ wrapped }) => wrapped), id],
    )
  }
  await client.end()
}

async function inTheBrowser({ url, dataDir }: Server, id: number): Promise<void> {
  const { email, password } = JSON.parse(readFileSync(join(dataDir, 'first-run.json'), 'utf8'))
  const browser = await launch.chromium()
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(`${url.replace('127.0.0.1', 'localhost')}/#/assessments/${id}/import`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const lines = Array.from({ length: many }, (_, number) => `Ada,Brot ${number},ada${number}@example.com`)
  const buffer = Buffer.from(['First name,Last name,Email', ...lines].join('\n'))
  const file = page.getByLabel('CSV file')
  await file.waitFor()
  const read = await timed(async () => {
    await file.setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Check rows' }).click()
    await page.getByText('10000 candidates will be added').waitFor()
  })
  const brought = await timed(async () => {
    await page.getByRole('button', { name: /^Import 10000/ }).click()
    await page.getByText('Done: 10,000 of 10,000').waitFor({ timeout: 120_000 })
  })
  say('dashboard: a file read, its columns found, its rows checked', read)
  say('dashboard: imported, from the click to “Done”', brought)
  const shown = await timed(async () => {
    await page.reload()
    await page.getByText('10000 candidates').waitFor({ timeout: 60_000 })
  })
  say('dashboard: the table of them shown, from nothing', shown)
  await amongThem(page)
  await browser.close()
}

async function amongThem(page: Page): Promise<void> {
  const search = page.getByLabel('Search candidates')
  const typed: number[] = []
  for (const word of ['brot 9', 'brot 98', 'brot 987', 'brot 9876', '', 'a', 'zz', 'brot 1']) {
    typed.push(await search.evaluate(framesAfterTyping, word))
  }
  await search.fill('')
  const sorted = await page.getByRole('button', { name: 'Name', exact: true }).evaluate(frameAfterClick)
  const scrolled = await page.getByRole('region', { name: 'Candidates' }).evaluate(longestFrameScrolling)
  console.log(`a key typed in the search, to the next picture: ${line(typed)}`)
  console.log(`sorted by name, to the next picture: ${Math.round(sorted)} ms`)
  console.log(`scrolled from end to end in 200 steps, between pictures: ${line(scrolled)}`)
}

/** Runs in the page: what is typed is drawn in the picture after the next. */
function framesAfterTyping(input: Element, word: string): Promise<number> {
  const began = performance.now()
  ;(input as HTMLInputElement).value = word
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  return new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))),
  )
}

function frameAfterClick(button: Element): Promise<number> {
  const began = performance.now()
  ;(button as HTMLElement).click()
  return new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))),
  )
}

async function longestFrameScrolling(table: Element): Promise<number[]> {
  const steps = 200
  const between: number[] = []
  let before = performance.now()
  for (let step = 0; step <= steps; step++) {
    table.scrollTop = (table.scrollHeight * step) / steps
    await new Promise(requestAnimationFrame)
    between.push(performance.now() - before)
    before = performance.now()
  }
  return between
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function line(ms: number[]): string {
  const ordered = ms.toSorted((a, b) => a - b)
  return `${Math.round(ordered[Math.floor(ordered.length / 2)] ?? 0)} ms (median), ${Math.round(ordered.at(-1) ?? 0)} ms at most`
}

const say = (what: string, ms: number, more = '') =>
  console.log(
    `${what.padEnd(60)} ${(ms / 1000).toFixed(2)} s, ${Math.round((many / ms) * 1000).toLocaleString('en')} rows/s  ${more}`,
  )
