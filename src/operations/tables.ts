import type pg from 'pg'
import { readLines, tableIn, writeLines } from './archive.ts'

/**
 * Not in the data: the keys (they go to the keyring), what belongs to one installation, what is only good for a while, and
 * what is counted from the rest.
 */
const apart = [
  ...['candidate_key', 'installation', 'migration', 'access_token', 'session', 'user_link'],
  ...['sign_in_failure', 'media_use'],
]
const rowsAtOnce = 1000

/** Every table that is backed up, those that others refer to first. New tables join by themselves. */
export async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(
    `select t.relname as name, array(
       select distinct r.relname::text from pg_constraint c join pg_class r on r.oid = c.confrelid
       where c.contype = 'f' and c.conrelid = t.oid and c.confrelid <> t.oid) as needs
     from pg_class t where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace
       and t.relname <> all($1) order by t.relname`,
    [apart],
  )
  return inOrder(new Map(rows.map(({ name, needs }) => [name, needs])))
}

function inOrder(needs: Map<string, string[]>, done: string[] = []): string[] {
  const next = [...needs.keys()].filter((name) => !done.includes(name))
  const ready = next.filter((name) => needs.get(name)?.every((need) => done.includes(need) || !needs.has(need)))
  if (next.length > 0 && ready.length === 0)
    throw new Error(`Tables refer to each other in a circle: ${next.join(', ')}`)
  return next.length === 0 ? done : inOrder(needs, [...done, ...ready])
}

export async function dumpTables(client: pg.Client, data: string, tables: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of tables) counts[table] = await writeLines(tableIn(data, table), rowsOf(client, table))
  return counts
}

/**
 * Rows as JSON, one a line. Unlike COPY it passes row-level security both ways, and a back-up stays readable without us.
 */
export async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<string> {
  const name = client.escapeIdentifier(table)
  await client.query(`declare rows no scroll cursor for select row_to_json(t)::text as row from ${name} t`)
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${rowsAtOnce} from rows`)
    for (const { row } of rows) yield row
    if (rows.length < rowsAtOnce) break
  }
  await client.query('close rows')
}

/** Puts rows back as they were, ids included. Answers how many there were. */
export async function loadRows(client: pg.Client, table: string, path: string): Promise<number> {
  let count = 0
  for await (const lines of inBatches(readLines(path))) {
    await insert(client, table, lines)
    count += lines.length
  }
  return count
}

async function insert(client: pg.Client, table: string, lines: string[]): Promise<void> {
  const name = client.escapeIdentifier(table)
  const columns = Object.keys(JSON.parse(lines[0] ?? '{}'))
    .map((column) => client.escapeIdentifier(column))
    .join(', ')
  await client.query(
    `insert into ${name} (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::${name}, $1::json)`,
    [`[${lines.join(',')}]`],
  )
}

async function* inBatches(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = []
  for await (const line of lines) {
    batch.push(line)
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** The last number each identity column gave out: a deleted row's number must not come back for another. */
export async function readSequences(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, coalesce(last_value, 0)::text as last from pg_sequences where schemaname = current_schema()`,
  )
  return Object.fromEntries(rows.map(({ name, last }) => [name, Number(last)]))
}

export async function restoreSequences(client: pg.Client, sequences: Record<string, number>): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    if (last > 0) await client.query('select setval($1::regclass, $2)', [client.escapeIdentifier(name), last])
  }
}
