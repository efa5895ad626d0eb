import { CompiledQuery, type RawBuilder } from 'kysely'
import type { Db } from '../src/lib/database.ts'

/**
 * How PostgreSQL gets at a table's rows, as a statement that it has planned for now and for any moment: the program's are
 * prepared once and may be either.
 */
export async function waysTo(db: Db, table: string, statement: RawBuilder<unknown>): Promise<string[]> {
  const { sql: text, parameters } = statement.compile(db)
  const values = parameters.map((value) => literal(value)).join(', ')
  return await db.transaction().execute(async (transaction) => {
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

const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `'{${value.join(',')}}'`
  return `'${value instanceof Date ? value.toISOString() : value}'`
}
