import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Ctx } from '../src/lib/context.ts'
import type { DB } from '../src/lib/schema.ts'

/** The statement a verb sends, as a script for pgbench: its parameters written in. */
export async function capture(verb: (ctx: Ctx) => Promise<unknown>): Promise<string> {
  const sent: CompiledQuery[] = []
  const db = new Kysely<DB>({
    log: ({ query }) => void sent.push(query),
    dialect: {
      createDriver: () => new DummyDriver(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  await verb({ db, vault: {}, now: () => new Date(), actor: { kind: 'system', companyId: 1 } } as never)
  const [query] = sent
  if (!query) throw new Error('The verb sent nothing')
  const filledIn = query.sql.replace(/\$(\d+)/g, (_, index) => literal(query.parameters[Number(index) - 1]))
  // pgbench would take `:MI` in a date's format for a variable of its own.
  return `${filledIn.replace(/:(MI|SS)/g, '":"$1').replace(/\s+/g, ' ')};\n`
}

const literal = (value: unknown) =>
  typeof value === 'number' ? String(value) : `'${value instanceof Date ? value.toISOString() : value}'`
