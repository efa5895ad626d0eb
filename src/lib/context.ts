import type { MediaStore } from '../media/store.ts'
import type { Receiving } from '../webhooks/receivers.ts'
import type { Database, Db } from './database.ts'
import type { Jobs } from './jobs.ts'
import type { Letters } from './mail.ts'
import type { Vault } from './vault.ts'

/**
 * Who is asking. A user works for a company; a candidate holds a link to one interview, a visitor a share link, which
 * shows nothing before it was opened.
 */
export type Actor =
  | { kind: 'user'; companyId: number; userId: number; role: Role }
  | { kind: 'candidate'; companyId: number; interviewId: number }
  | { kind: 'visitor'; companyId: number; shareLinkId: string; interviewId: number; opened: boolean }
  | { kind: 'key'; companyId: number }
  | { kind: 'system'; companyId: number }

export type Role = 'owner' | 'recruiter' | 'reviewer'

/** What a process has: its database, its clock, its keys. Made once in app.ts. */
export type World = {
  database: Database
  now: () => Date
  vault: Vault
  jobs: Jobs
  letters: Letters
  /** Where letters that came back are fetched from: an address of IMAP, or none. */
  bounceMailbox: string | undefined
  media: MediaStore
  /** How much of it one company may fill; undefined for all there is. */
  mediaLimitBytes: number | undefined
  /** Which hosts webhooks may reach besides public ones, and who tells where a host is. */
  receiving: Receiving
  /** The program, where the machine has one. */
  ffmpeg: string | undefined
  /** Takes what went wrong where nobody waits for an answer. */
  report: (error: unknown, doing: string) => void
  /** Origin of the links we send, without a slash at the end. */
  publicUrl: string
}

/** The whole world of a verb. `db` sees the actor's company and nothing else. */
export type Ctx<A extends Actor = Actor> = World & {
  db: Db
  actor: A
  /** In a transaction: what is written once, just before it is committed. */
  beforeCommit?: (() => Promise<unknown>)[]
}

/** A user's world: what the recruiter's and reviewer's verbs take. */
export type UserCtx = Ctx<Extract<Actor, { kind: 'user' }>>

export const contextOf = <A extends Actor>(world: World, actor: A): Ctx<A> => ({
  ...world,
  actor,
  db: world.database.of(actor.companyId),
})

/**
 * Runs the work in one transaction: all of it happens or none. Inside another, it joins. It may run more than once: what
 * was found true at its beginning another transaction may have undone before its end, and then it looks again.
 */
export async function atomically<C extends Ctx, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx)
  for (let tries = 1; ; tries++) {
    try {
      return await ctx.db.transaction().execute((db) => complete({ ...ctx, db }, work))
    } catch (error) {
      if (tries === mostTries || !isOvertaken(error)) throw error
    }
  }
}

const mostTries = 4

/** A row that came or went meanwhile (unique and foreign keys), or two that waited for each other. */
const isOvertaken = (error: unknown) => /^(23503|23505|40001|40P01)$/.test((error as { code?: string }).code ?? '')

async function complete<C extends Ctx, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  const beforeCommit: (() => Promise<unknown>)[] = []
  const result = await work({ ...ctx, beforeCommit })
  for (const step of beforeCommit) await step()
  return result
}
