import pg from 'pg'
import { features } from '../src/features.ts'
import { createJobs } from '../src/lib/jobs.ts'
import { migrate } from '../src/lib/migrate.ts'

export const template = 'greenroom_template'

/** Migrates one database, with the queue's tables too; every test file clones it in some milliseconds. */
export async function makeTemplate(connection: pg.ClientConfig) {
  const admin = new pg.Client({ ...connection, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${template}`)
  await admin.end()
  await migrate({ ...connection, database: template })
  const jobs = createJobs({ ...connection, database: template }, (error) => {
    throw error
  })
  await jobs.start(features.flatMap(({ jobs = [] }) => jobs))
  await jobs.stop()
}

/** A database of one's own; `drop` takes it away again. */
export async function cloneTemplate(
  connection: pg.ClientConfig,
): Promise<{ database: string; drop: () => Promise<void> }> {
  const database = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await administer(connection, `create database ${database} template ${template} strategy file_copy`)
  return { database, drop: () => drop(connection, database) }
}

/** PostgreSQL's own vacuum is no user's to end by force; a plain drop sends it away. */
async function drop(connection: pg.ClientConfig, database: string) {
  try {
    await administer(connection, `drop database if exists ${database} with (force)`)
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '42501') throw error
    await administer(connection, `drop database if exists ${database}`)
  }
}

async function administer(connection: pg.ClientConfig, statement: string) {
  const admin = new pg.Client({ ...connection, database: 'postgres' })
  await admin.connect()
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
