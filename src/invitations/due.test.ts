import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { claiming } from '../lib/outbox.ts'
import { companiesWith, pageOf } from './due.ts'

const many = 100_000
const greenroom = testApp({ ROLES: 'web' })
const now = new Date()
let companyId: number

/** A hundred thousand people of one assessment, all with a moment and a letter to come; straight into the tables, for none is looked at. */
beforeAll(async () => {
  const company = await greenroom.build.company()
  companyId = company.companyId
  const { id } = await greenroom.build.assessment(company)
  await sql`
    with people as (
      insert into candidate (company_id, email_hash, personal, created_at, updated_at)
      select ${companyId}, sha256(number::text::bytea), '', now(), now() from generate_series(1, ${many}) number
      returning id)
    insert into interview (company_id, assessment_id, candidate_id, recruiter_id, created_at, updated_at, invited_at,
      next_reminder_at, expiry_due_at)
    select ${companyId}, ${id}, people.id, (select recruiter_id from assessment where id = ${id}), now(), now(), now(),
      now() + people.id * interval '1 second' + interval '1 day', now() + people.id * interval '1 second' + interval '1 day'
    from people`.execute(db())
  await sql`
    insert into letter (company_id, interview_id, kind, queued_at, due_at)
    select company_id, id, 'reminder', now(), next_reminder_at from interview`.execute(db())
  await sql`analyze interview, letter`.execute(db())
})

const db = () => greenroom.running.app.world.database.system.withoutPlugins()

/**
 * How PostgreSQL gets at a table's rows, as a statement that it has planned for now and for any moment: the program's are
 * prepared once and may be either.
 */
async function waysTo(table: string, statement: RawBuilder<unknown>): Promise<string[]> {
  const { sql: text, parameters } = statement.compile(db())
  const values = parameters.map((value) => `'${value instanceof Date ? value.toISOString() : value}'`).join(', ')
  return await db()
    .transaction()
    .execute(async (transaction) => {
      const run = async (raw: string) => (await transaction.executeQuery<Explained>(CompiledQuery.raw(raw))).rows
      await run(`prepare asked as ${text}`)
      const ways: string[] = []
      for (const mode of ['force_custom_plan', 'force_generic_plan']) {
        await run(`set local plan_cache_mode = ${mode}`)
        const [explained] = await run(`explain (format json) execute asked (${values})`)
        ways.push(...readsOf(table, explained?.['QUERY PLAN'][0].Plan))
      }
      await run('deallocate asked')
      return ways
    })
}

type Explained = { 'QUERY PLAN': [{ Plan: Node }] }
type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Node[] }
const flat = (node: Node | undefined): Node[] => (node ? [node, ...(node.Plans ?? []).flatMap(flat)] : [])
const readsOf = (table: string, plan: Node | undefined): string[] =>
  flat(plan)
    .filter((node) => node['Relation Name'] === table && node['Node Type'] !== 'ModifyTable')
    .map(nameOf)
const nameOf = (node: Node) => `${node['Node Type']} ${node['Index Name'] ?? ''}`

const tomorrow = now.getTime() + 86_400_000
test.each([
  ['few', new Date(tomorrow + 60_000)],
  ['all', new Date(tomorrow + many * 1000)],
])(
  'what is due is found by its index and not by looking at everybody, when %s of a hundred thousand are',
  async (_, at) => {
    for (const kind of ['reminder', 'expiry'] as const) {
      const byIndex = expect.stringMatching(`^Index (Only )?Scan interview_${kind}`)
      expect(await waysTo('interview', companiesWith(kind, at))).toEqual([byIndex, byIndex])
      expect(await waysTo('interview', pageOf(kind, companyId, at))).toEqual([byIndex, byIndex])
    }
    const ways = await waysTo('letter', claiming('letter', at, 20))
    expect(ways.filter((way) => way === 'Index Scan letter_due')).toHaveLength(2)
    expect(ways.filter((way) => /Seq/.test(way))).toEqual([])
  },
)
