import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { socketDirOf } from '../src/lib/postgres/socket.ts'
import type { Server } from './server.ts'

/** The server's own database, in all of its companies, for plain SQL beside what the server does. */
export async function connect({ dataDir }: Server): Promise<pg.Client> {
  const host = socketDirOf(realpathSync(join(dataDir, 'postgres')))
  const options = '-c greenroom.company_id=system'
  const client = new pg.Client({ host, user: 'greenroom', database: 'greenroom', options })
  await client.connect()
  return client
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The one in the middle of so many times, an odd number. */
export async function median(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = []
  for (let time = 0; time < times; time++) all.push(await timed(work))
  return all.toSorted((a, b) => a - b)[(times - 1) / 2] ?? 0
}
