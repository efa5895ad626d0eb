import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { record } from '../events/events.ts'
import { features } from '../features.ts'
import type { House } from '../lib/command.ts'
import type { Config } from '../lib/config.ts'
import { contextOf, type World } from '../lib/context.ts'
import type { Job } from '../lib/jobs.ts'
import { migrate } from '../lib/migrate.ts'
import { masterKey } from '../lib/secret-key.ts'
import { StartUpError } from '../lib/start-up-error.ts'
import { createVault } from '../lib/vault.ts'
import { diskStore } from '../media/disk.ts'
import { openStore } from '../media/open.ts'
import * as archive from './archive.ts'
import { mediaNeeded } from './backup.ts'
import { atOnce, connected } from './connect.ts'
import { copyAllIn } from './media-copy.ts'
import { loadRows, restoreSequences } from './tables.ts'

export type Restored = { data: string; rows: number; mediaFiles: number; jobs: number; erased: number; missing: number }

/** Candidates whose key is gone from the keyring: erased after this data was taken. */
type Keyless = { companyId: number; id: number }[]

/** Brings a back-up into an empty installation. Recordings first and rows in one transaction, so that rows never point nowhere. */
export async function restore(house: House, from: string, chosen?: string): Promise<Restored> {
  const folder = resolve(from)
  const data = await findData(folder, chosen)
  const manifest = await readMatchingManifest(folder, data)
  refuseOtherMasterKey(house.config, manifest)
  const { connection } = await house.storage()
  await migrate(connection, manifest.migrations)
  const { erased, missing } = await connected(connection, async (client) => {
    await refuseNewer(client, manifest)
    await refuseFull(client)
    const lost = await bringMedia(house.config, folder, data, manifest)
    return atOnce(client, async () => {
      const erased = await load(client, folder, data, manifest)
      return { erased, missing: await refuseOtherStore(client, lost) }
    })
  })
  const world = await house.world()
  await recordErasures(world, erased)
  const jobs = await queueAgain(world, data)
  const rows = Object.values(manifest.tables).reduce((sum, count) => sum + count, 0)
  return { data, rows, mediaFiles: manifest.mediaFiles, jobs, erased: erased.length, missing }
}

async function findData(folder: string, chosen?: string): Promise<string> {
  const all = await archive.listData(folder)
  const name = chosen ?? all.at(-1)
  if (name && all.includes(name)) return join(folder, name)
  throw new StartUpError(
    name ? `${folder} has no ${name}; it has ${all.join(', ') || 'no back-up'}.` : `There is no back-up in ${folder}.`,
  )
}

async function readMatchingManifest(folder: string, data: string): Promise<archive.Manifest> {
  const manifest = await archive.readManifest(data)
  const keyring = archive.keyringIn(folder)
  if (!existsSync(keyring))
    throw new StartUpError(`${keyring} is missing: without the candidates' keys nothing can be read.`)
  for await (const line of archive.readLines(keyring)) {
    if (JSON.parse(line).takenAt >= manifest.takenAt) return manifest
    break
  }
  throw new StartUpError(
    `${keyring} is older than ${data}: bring the newest keyring, or choose older data with --data.`,
  )
}

/** The master key is in no back-up: whoever finds one can read nothing, and neither can a Greenroom without it. */
function refuseOtherMasterKey({ dataDir, secretKey }: Config, { fingerprint }: archive.Manifest): void {
  if (!secretKey && !existsSync(join(dataDir, 'secret.key'))) {
    throw new StartUpError(
      `A back-up does not hold the master key: put the secret.key of the old installation into ${dataDir} (or set SECRET_KEY) first.`,
    )
  }
  if (createVault(masterKey(dataDir, secretKey)).fingerprint.toString('base64') !== fingerprint) {
    throw new StartUpError(
      'The back-up was made under another master key: bring back the secret.key (or SECRET_KEY) of that time.',
    )
  }
}

async function refuseNewer(client: pg.Client, { migrations }: archive.Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from migration')
  const missing = migrations.filter((name) => !rows.some((row) => row.name === name))
  if (missing.length === 0) return
  throw new StartUpError(
    `The back-up was made by a newer Greenroom (it has ${missing.join(', ')}): restore it with that version.`,
  )
}

async function refuseFull(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from company limit 1')
  if (rowCount) {
    throw new StartUpError(
      'There is data here already: restore into an empty DATA_DIR (or an empty DATABASE_URL), with no server running on it.',
    )
  }
}

/** Answers what is lost: in neither the folder nor the store, which may be the bucket where the recordings were left. */
async function bringMedia(config: Config, folder: string, data: string, { media }: archive.Manifest) {
  const store = await openStore(config.media)
  const listed = archive.readLines(archive.mediaListIn(data))
  const lost = await copyAllIn(store, diskStore(archive.mediaIn(folder)), listed)
  if (lost.size > 0 && media !== 'left') {
    throw new StartUpError(`${folder} is damaged: ${lost.size} of its media files are missing.`)
  }
  return lost
}

/** Some may have been replaced since in the bucket they were left in; that none is there means another bucket. */
async function refuseOtherStore(client: pg.Client, lost: Set<string>): Promise<number> {
  const needed = await mediaNeeded(client)
  const missing = needed.filter((key) => lost.has(key)).length
  if (missing === 0 || missing < needed.length) return missing
  throw new StartUpError(
    'The recordings were left where they were, and none of them is in the store of this installation: set S3_BUCKET and the rest as they were.',
  )
}

async function load(client: pg.Client, folder: string, data: string, manifest: archive.Manifest): Promise<Keyless> {
  for (const [table, expected] of Object.entries(manifest.tables)) {
    const rows = await loadRows(client, table, archive.tableIn(data, table))
    if (rows !== expected)
      throw new StartUpError(`${data} is damaged: ${table} has ${rows} rows instead of ${expected}.`)
  }
  await loadKeyring(client, archive.keyringIn(folder))
  await restoreSequences(client, manifest.sequences)
  const erased = await dropKeyless(client)
  if (manifest.migrations.includes('0006-limits.sql')) await client.query('select recount_media()')
  return erased
}

async function loadKeyring(client: pg.Client, keyring: string): Promise<void> {
  for await (const line of archive.readLines(keyring)) {
    const row = JSON.parse(line)
    if (row.takenAt) continue
    await client.query(
      `insert into candidate_key select $1, $2, $3::bytea where exists (select from candidate where company_id = $1 and id = $2)`,
      [row.company_id, row.candidate_id, row.wrapped],
    )
  }
}

async function dropKeyless(client: pg.Client): Promise<Keyless> {
  const without = (id: string) =>
    `not exists (select from candidate_key k where k.company_id = c.company_id and k.candidate_id = c.${id})`
  await client.query(`delete from interview c where ${without('candidate_id')}`)
  const { rows } = await client.query(
    `delete from candidate c where ${without('id')} returning company_id::int as "companyId", id::int as id`,
  )
  return rows
}

async function recordErasures(world: World, erased: Keyless): Promise<void> {
  for (const { companyId, id } of erased) {
    await record(contextOf(world, { kind: 'system', companyId }), 'candidate.erased', id)
  }
}

async function queueAgain(world: World, data: string): Promise<number> {
  const known = new Map(features.flatMap(({ jobs = [] }) => jobs).map((job) => [job.name, job as Job]))
  let count = 0
  await world.jobs.start([...known.values()])
  try {
    for await (const line of archive.readLines(archive.jobsIn(data))) {
      const { name, data } = JSON.parse(line)
      const job = known.get(name)
      if (!job) continue
      await world.jobs.enqueue(contextOf(world, { kind: 'system', companyId: data.companyId }), job, data.payload)
      count++
    }
  } finally {
    await world.jobs.stop()
  }
  return count
}
