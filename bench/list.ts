import { sql } from 'kysely'
import { readRows } from '../src/interviews/rows.ts'
import { capture } from './capture.ts'
import { pgbench } from './pgbench.ts'
import { load, report } from './report.ts'
import type { Server } from './server.ts'

/** GET /assessments/{id}/candidates with 25 candidates, beside the same rows read by pgbench from the same server. */
export async function listBench({ url, dataDir, headers, call }: Server) {
  const { id } = await call('/room/v1/assessments', { groupName: 'Bench' })
  for (let number = 0; number < 25; number++) {
    const body = { firstName: 'Jane', lastName: 'Doe', emailAddress: `jane${number}@example.com` }
    await call(`/room/v1/assessments/${id}/candidate`, body)
  }
  const list = await load(`${url}/room/v1/assessments/${id}/candidates`, { headers })
  const statement = await capture((ctx) => readRows(ctx, sql`i.assessment_id = ${id}`, { limit: 501 }))
  const rows = pgbench(dataDir, statement)
  report('list of 25 candidates, authenticated', list, rows)

  const empty = await call('/room/v1/assessments', { groupName: 'Empty' })
  const nothing = await load(`${url}/room/v1/assessments/${empty.id}/candidates`, { headers })
  const token = await load(`${url}/room/v1/assessments/${id}`, { headers })
  const health = await load(`${url}/healthz`, {})
  console.log('Where the rest goes, each with what the line above it already does:')
  report('  HTTP alone (GET /healthz)', health)
  report('  + key and token + one row (GET /assessments/1)', token)
  report('  + the list statement, no row', nothing)
  report('  + 25 rows: unwrap, derive, decrypt, write 28 kB', list)
}
