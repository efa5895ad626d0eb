import { access, constants, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import type { World } from '../lib/context.ts'
import { makeFolder } from '../lib/postgres/data-dir.ts'
import { codeOf, StartUpError } from '../lib/start-up-error.ts'
import { diskStore } from '../media/disk.ts'
import * as archive from './archive.ts'
import { atOnce, connected } from './connect.ts'
import { copyOut } from './media-copy.ts'
import { dumpTables, listTables, readSequences, rowsOf } from './tables.ts'

export type BackedUp = { data: string; rows: number; mediaFiles: number; media: archive.Media }

type Given = {
  world: World
  connection: pg.ClientConfig
  to: string
  keep?: number | undefined
  media?: archive.Media | undefined
}

/** Backs up beside a running Greenroom, without stopping anyone. */
export async function backUp({ world, connection, to, keep, media = 'copied' }: Given): Promise<BackedUp> {
  const folder = await openFolder(to)
  for (let tries = 1; ; tries++) {
    const half = join(folder, `data.${process.pid}.part`)
    await rm(half, { recursive: true, force: true })
    const dumped = await dump(connection, folder, half)
    const keys =
      media === 'copied'
        ? await copyOut(world.media, archive.mediaIn(folder))
        : await Array.fromAsync(world.media.list(''))
    if (!lacks(keys, dumped.needed)) {
      const { takenAt, rows } = dumped
      const fingerprint = world.vault.fingerprint.toString('base64')
      const mediaFiles = await archive.writeLines(archive.mediaListIn(half), keys)
      const about = { takenAt: takenAt.toISOString(), fingerprint, mediaFiles, media }
      await archive.writeManifest(half, { ...dumped.manifest, ...about })
      const data = join(folder, archive.nameOfData(takenAt))
      await rename(half, data)
      await archive.syncFolder(folder)
      if (keep) await prune(folder, keep)
      return { data, rows, mediaFiles, media }
    }
    if (tries === 3) throw new StartUpError('Recordings changed under every attempt at a back-up: try again later.')
  }
}

/**
 * Everything as of one moment. The keyring is written first: a data archive newer than the keyring would hold
 * candidates without their keys, as if they had been erased.
 */
function dump(connection: pg.ClientConfig, folder: string, half: string) {
  return connected(connection, (client) =>
    atOnce(client, async () => {
      const takenAt = (await client.query<{ now: Date }>('select now()')).rows[0]?.now ?? new Date()
      await archive.writeLines(archive.keyringIn(folder), withTime(takenAt, rowsOf(client, 'candidate_key')))
      const tables = await dumpTables(client, half, await listTables(client))
      await archive.writeLines(archive.jobsIn(half), await waitingJobs(client))
      const rows = Object.values(tables).reduce((sum, count) => sum + count, 0)
      const manifest = { migrations: await migrationsOf(client), tables, sequences: await readSequences(client) }
      return { takenAt, rows, manifest, needed: await mediaNeeded(client) }
    }),
  )
}

async function* withTime(takenAt: Date, rows: AsyncIterable<string>): AsyncGenerator<string> {
  yield JSON.stringify({ takenAt: takenAt.toISOString() })
  yield* rows
}

/** Recordings not yet prepared and the like: what a restored Greenroom has to go on with. */
async function waitingJobs(client: pg.Client): Promise<string[]> {
  const { rows: queues } = await client.query(`select to_regclass('pgboss.job') is not null as there`)
  if (!queues[0]?.there) return []
  const { rows } = await client.query<{ job: string }>(
    `select json_build_object('name', name, 'data', data)::text as job from pgboss.job
     where state < 'completed' and not starts_with(name, '__pgboss') order by created_on`,
  )
  return rows.map(({ job }) => job)
}

async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name')
  return rows.map(({ name }) => name)
}

/** What is played of the answers: no row is to point nowhere. */
export async function mediaNeeded(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    'select media_key as key from segment where ready_at is not null and media_key is not null',
  )
  return rows.map(({ key }) => key)
}

/** A recording may be erased or replaced between the moment of the rows and its copying. */
function lacks(keys: string[], needed: string[]): boolean {
  const there = new Set(keys)
  return needed.some((key) => !there.has(key))
}

async function openFolder(to: string): Promise<string> {
  const folder = resolve(to)
  try {
    makeFolder(folder, 0o700)
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartUpError(`The back-up folder ${folder} cannot be written to (${codeOf(error)}).`)
  }
  return folder
}

/** Removes the data of older back-ups, and the recordings that none of those kept speaks of. */
async function prune(folder: string, keep: number): Promise<void> {
  const all = await archive.listData(folder)
  for (const name of all.slice(0, -keep)) await rm(join(folder, name), { recursive: true })
  const wanted = new Set<string>()
  for (const name of all.slice(-keep)) {
    for await (const key of archive.readLines(archive.mediaListIn(join(folder, name)))) wanted.add(key)
  }
  const media = diskStore(archive.mediaIn(folder))
  for await (const key of media.list('')) if (!wanted.has(key)) await media.remove(key)
}
