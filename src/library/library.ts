import type { Selectable } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { refuseOverwriting } from '../lib/overwriting.ts'
import { unknown } from '../lib/problem.ts'
import type { DB } from '../lib/schema.ts'
import { defaults, fitToKeep, type QuestionWords } from '../questions/questions.ts'

export type LibraryQuestion = Selectable<DB['libraryQuestion']>
export type LibraryWords = Omit<QuestionWords, 'position'> & { archivedAt?: Date | null }

export function add(outer: Ctx, given: LibraryWords): Promise<LibraryQuestion> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const words = await fitToKeep(ctx, { ...defaults, ...given })
    const now = ctx.now()
    const question = await ctx.db
      .insertInto('libraryQuestion')
      .values({ ...words, createdAt: now, updatedAt: now, companyId: ctx.actor.companyId })
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(ctx, 'library.added', question.id)
    return question
  })
}

/** `lastSeen` is the updatedAt its editor read: throws `conflict` when somebody else changed it since. */
export function edit(outer: Ctx, id: number, given: LibraryWords, lastSeen?: string): Promise<LibraryQuestion> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const before = await hold(ctx, id)
    refuseOverwriting(before.updatedAt, lastSeen)
    const question = await ctx.db
      .updateTable('libraryQuestion')
      .set({ ...(await fitToKeep(ctx, given, before)), updatedAt: ctx.now() })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(ctx, 'library.updated', id, { changed: Object.keys(given) })
    return question
  })
}

async function hold({ db, actor }: Ctx, id: number): Promise<LibraryQuestion> {
  const question = await db
    .selectFrom('libraryQuestion')
    .selectAll()
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!question) throw unknown('LibraryQuestion', id)
  return question
}

/** Archived ones or the others, a category after the other. */
export function list(ctx: Ctx, isArchived: boolean): Promise<LibraryQuestion[]> {
  allow(ctx, 'assessment.read')
  return ctx.db
    .selectFrom('libraryQuestion')
    .selectAll()
    .where('companyId', '=', ctx.actor.companyId)
    .where('archivedAt', isArchived ? 'is not' : 'is', null)
    .orderBy('category', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()
}
