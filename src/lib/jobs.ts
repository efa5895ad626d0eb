import { CompiledQuery } from 'kysely'
import type { ClientConfig } from 'pg'
import { type Job as BossJob, PgBoss } from 'pg-boss'
import type { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Ctx, World } from './context.ts'
import { contextOf } from './context.ts'
import type { Db } from './database.ts'
import type { Round } from './feature.ts'
import { workOff } from './work-off.ts'

/** An errand: data plus a one-line call to a verb. It may run twice, so the verb claims before it does. */
export type Job<P = unknown> = {
  name: string
  payload: Type.TSchema
  /** Retries after the first try, each twice as long after as the one before, at most an hour. */
  retries: number
  /** A run that takes longer is taken for dead and tried again. */
  expiresSeconds: number
  /** How many run at once in one process. */
  atOnce: number
  run: (ctx: Ctx, payload: P) => Promise<void>
}

type Given<S extends Type.TSchema> = Omit<Job<Type.Static<S>>, 'payload'> & { payload: S }

export const job = <S extends Type.TSchema>(given: Given<S>): Job<Type.Static<S>> => given

export type Jobs = ReturnType<typeof createJobs>
type Errand = { companyId: number; payload: unknown }

/**
 * Work that may wait, in PostgreSQL (pg-boss, on a few connections of its own). A job is queued as durably as the change it
 * stands for, on the connection of that; who has one in hand and that it is done is not waited for: forgotten in a crash of
 * PostgreSQL, it runs twice, as it may.
 */
export function createJobs(connection: ClientConfig, report: (error: unknown, jobName: string) => void) {
  const boss = new PgBoss({
    ...(connection as object),
    options: `${connection.options ?? ''} -c synchronous_commit=off`,
    max: 3,
    schedule: false,
    application_name: 'greenroom jobs',
  })
  boss.on('error', (error) => report(error, 'queue'))

  async function runOne(world: World, job: Job, { id, data }: BossJob<Errand>): Promise<void> {
    try {
      const ctx = contextOf(world, { kind: 'system', companyId: data.companyId })
      await job.run(ctx, Value.Parse(job.payload, data.payload))
    } catch (error) {
      report(error, job.name)
      return settle(boss.fail(job.name, id, { message: error instanceof Error ? error.message : String(error) }))
    }
    await settle(boss.complete(job.name, id))
  }

  /** What cannot be noted now comes again when its time has run out. */
  const settle = (noted: Promise<unknown>) =>
    noted.then(
      () => undefined,
      (error) => report(error, 'queue'),
    )

  const workOffJobs = (world: World, stop: AbortSignal, job: Job) =>
    workOff<BossJob<Errand>>(stop, {
      claim: async ({ length }) => {
        const free = job.atOnce - length
        // Several at a time, for each fetch asks the database.
        return free >= job.atOnce / 2 ? await boss.fetch<Errand>(job.name, { batchSize: free }) : []
      },
      make: (one) => runOne(world, job, one),
    })

  return {
    /** Makes the queue's own tables and one queue a job. */
    async start(jobs: Job[]) {
      await boss.start()
      for (const job of jobs) {
        const queue = {
          retryLimit: job.retries,
          retryDelay: 2,
          retryBackoff: true,
          retryDelayMax: 3600,
          expireInSeconds: job.expiresSeconds,
          deleteAfterSeconds: 86_400,
        }
        await boss.createQueue(job.name, queue)
      }
    },
    /** What works them off, each kind by itself. */
    rounds: (jobs: Job[]): Round[] =>
      jobs.map((job) => ({ name: job.name, everySeconds: 0.5, run: (world, stop) => workOffJobs(world, stop, job) })),
    /** Queues in the transaction of `ctx`: the job exists exactly when the change does. */
    async enqueue<P>(ctx: Ctx, job: Job<P>, payload: P) {
      const { companyId } = ctx.actor
      await boss.insert(job.name, [{ data: { companyId, payload } }], { db: sqlOf(ctx.db) })
    },
    stop: () => boss.stop({ graceful: false }),
  }
}

/** Lets pg-boss speak inside our transaction, plugins off: its column names are its own. */
const sqlOf = (db: Db) => ({
  executeSql: async (text: string, values: unknown[] = []) => {
    const { rows } = await db.withoutPlugins().executeQuery(CompiledQuery.raw(text, values))
    return { rows: rows as unknown[] }
  },
})
