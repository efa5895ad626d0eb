import { createSecretKey } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { sealPersonal } from '../src/candidates/personal.ts'
import { socketDirOf } from '../src/lib/postgres/socket.ts'
import { masterKey } from '../src/lib/secret-key.ts'
import { createVault, newDataKey } from '../src/lib/vault.ts'
import { load, report } from './report.ts'
import { memoryOf, type Server } from './server.ts'

const many = 100_000

/** An assessment of 100,000 candidates: the whole list streamed in flat memory, a page as cheap as with 100. */
export async function thousandsBench(server: Server) {
  const { url, headers, call, pid } = server
  const small = await call('/room/v1/assessments', { groupName: 'A hundred' })
  const large = await call('/room/v1/assessments', { groupName: 'A hundred thousand' })
  await fill(server, small.id, 100)
  await fill(server, large.id, many)
  const page = (id: number, skip: number) =>
    load(
      `${url}/room/v1/assessments/${id}/candidates?filter=${encodeURIComponent(JSON.stringify({ limit: 25, skip }))}`,
      { headers },
    )
  report('a page of 25 of 100', await page(small.id, 0))
  report('a page of 25 of 100,000', await page(large.id, 0))

  const before = memoryOf(pid)
  const began = performance.now()
  const { bytes, highest } = await download(`${url}/room/v1/assessments/${large.id}/candidates`, headers, pid)
  const seconds = (performance.now() - began) / 1000
  console.log(
    `whole list of ${many.toLocaleString('en')}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, ` +
      `${Math.round(many / seconds).toLocaleString('en')} rows/s; server ${before.now} MB before, ${highest} MB at most`,
  )
}

async function download(url: string, headers: Record<string, string>, pid: number) {
  const answer = await fetch(url, { headers })
  let bytes = 0
  let highest = 0
  for await (const piece of answer.body ?? []) {
    bytes += piece.length
    highest = Math.max(highest, memoryOf(pid).now)
  }
  return { bytes, highest }
}

/** Straight into the tables, encrypted as the API would: a hundred thousand requests would be another bench. */
export async function fill({ dataDir }: Server, assessmentId: number, count: number) {
  const vault = createVault(createSecretKey(masterKey(dataDir, undefined)).export())
  const host = socketDirOf(realpathSync(join(dataDir, 'postgres')))
  const client = new pg.Client({
    host,
    user: 'greenroom',
    database: 'greenroom',
    options: '-c greenroom.company_id=system',
  })
  await client.connect()
  for (let made = 0; made < count; made += 1000) {
    const people = Array.from({ length: Math.min(1000, count - made) }, (_, index) => {
      const dataKey = newDataKey()
      const email = `jane${made + index}.of${assessmentId}@example.com`
      return {
        hash: vault.lookup(1, `email ${email}`),
        personal: sealPersonal(dataKey, { firstName: 'Jane', lastName: 'Doe', email }),
        wrapped: vault.wrap(1, dataKey),
      }
    })
    await client.query(
      `with given as (select * from unnest($1::bytea[], $2::bytea[], $3::bytea[]) as g (hash, personal, wrapped)),
        people as (insert into candidate (company_id, email_hash, personal, created_at, updated_at)
          select 1, hash, personal, now(), now() from given returning id, email_hash),
        keys as (insert into candidate_key (company_id, candidate_id, wrapped)
          select 1, people.id, given.wrapped from people join given on given.hash = people.email_hash)
        insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at)
          select 1, $4, id, 1, now(), now() from people`,
      [
        people.map(({ hash }) => hash),
        people.map(({ personal }) => personal),
        people.map(({ wrapped }) => wrapped),
        assessmentId,
      ],
    )
  }
  await client.query('analyze')
  await client.end()
}
