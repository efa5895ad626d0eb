import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { ClientConfig } from 'pg'
import type { Logger } from 'pino'
import { features } from './features.ts'
import { type Config, originOf } from './lib/config.ts'
import type { World } from './lib/context.ts'
import { openDatabase } from './lib/database.ts'
import { createDoor, type Door } from './lib/door.ts'
import { createHttp } from './lib/http.ts'
import { refuseOtherKey } from './lib/installation.ts'
import { createJobs } from './lib/jobs.ts'
import { createLog } from './lib/log.ts'
import { createLetters } from './lib/mail.ts'
import { migrate } from './lib/migrate.ts'
import { keepRounds } from './lib/rounds.ts'
import { masterKey } from './lib/secret-key.ts'
import { createVault } from './lib/vault.ts'
import { findFfmpeg } from './media/ffmpeg.ts'
import { openStore } from './media/open.ts'
import { receivingFrom } from './webhooks/receivers.ts'

export type App = { http: FastifyInstance; door: Door; world: World; log: Logger; close: () => Promise<void> }

/** What a test may put in place of the world's own. */
export type Instead = Partial<Pick<World, 'now' | 'letters' | 'mediaLimitBytes' | 'receiving'>>

/** Opens database, keys, mail and media, mounts every feature, and starts working. The caller listens. */
export async function openApp(config: Config, connection: ClientConfig, instead: Instead = {}): Promise<App> {
  const log = createLog(config.logLevel)
  await migrate(connection)
  const world = await openWorld(config, connection, log, instead)
  const allJobs = features.flatMap(({ jobs = [] }) => jobs)
  await world.jobs.start(allJobs)

  const http = createHttp(log)
  const door = createDoor(http, world, Object.assign({}, ...features.map(({ identities }) => identities)))
  for (const feature of features) feature.routes?.(door)

  const opened = config.roles.has('worker') ? await openAll(world, config) : []
  const allRounds = [...features.flatMap(({ rounds = [] }) => rounds), ...world.jobs.rounds(allJobs)]
  const rounds = config.roles.has('worker') ? keepRounds(world, allRounds, log) : undefined
  return {
    http,
    door,
    world,
    log,
    async close() {
      await http.close()
      await Promise.all(opened.map((close) => close()))
      await rounds?.stop()
      await world.jobs.stop()
      world.letters.close()
      await world.database.close()
    },
  }
}

const openAll = (world: World, config: Config) =>
  Promise.all(features.flatMap(({ opens }) => (opens ? [opens(world, config)] : [])))

/** The world alone, for commands that serve nothing. */
export async function openWorld(
  config: Config,
  connection: ClientConfig,
  log: Logger,
  instead: Instead,
): Promise<World> {
  const vault = createVault(masterKey(config.dataDir, config.secretKey))
  const database = openDatabase({ connection })
  await refuseOtherKey(database, vault)
  const report = (error: unknown, doing: string) =>
    log.warn({ err: error, doing }, 'something went wrong that nobody waits for')
  return {
    database,
    vault,
    now: () => new Date(),
    jobs: createJobs(connection, report),
    letters: createLetters({
      smtpUrl: config.smtpUrl,
      folder: join(config.dataDir, 'mail'),
      from: config.mailFrom,
      returnPath: config.mailReturnPath,
    }),
    bounceMailbox: config.bounceImapUrl,
    media: await openStore(config.media),
    receiving: receivingFrom(config.webhookPrivateHosts),
    mediaLimitBytes: config.mediaLimitBytes,
    ffmpeg: findFfmpeg(config.ffmpegPath),
    report,
    publicUrl: config.publicUrl ?? originOf(config),
    ...instead,
  }
}
