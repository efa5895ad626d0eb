import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import type { Assessment } from './assessments.ts'
import * as assessments from './assessments.ts'

/** The same questions under the same settings for another round: nobody is in it, and it is open from now on. */
export function duplicate(outer: Ctx, id: number, name?: string): Promise<Assessment> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const { id: _, questionsPerCategory, ...before } = await assessments.find(ctx, id)
    const { companyId, userId: recruiterId } = ctx.actor
    const now = ctx.now()
    const made = await ctx.db
      .insertInto('assessment')
      .values({
        ...before,
        name: name ?? copyOf(before.name),
        ...windowFrom(now, before),
        questionsPerCategory: JSON.stringify(questionsPerCategory),
        closedAt: null,
        archivedAt: null,
        createdAt: now,
        updatedAt: now,
        recruiterId,
        companyId,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await copyQuestions(ctx, id, made.id)
    await record(ctx, 'assessment.created', made.id, { from: id })
    return made
  })
}

/** A name has an end: what is too long loses its last letters and not its beginning. */
const copyOf = (name: string) => `${name.slice(0, 490)} (copy)`

const windowFrom = (now: Date, { startsAt, expiresAt }: Pick<Assessment, 'startsAt' | 'expiresAt'>) => ({
  startsAt: now,
  expiresAt: new Date(now.getTime() + (expiresAt.getTime() - startsAt.getTime())),
})

async function copyQuestions(ctx: Ctx, from: number, to: number): Promise<void> {
  const rows = await ctx.db
    .selectFrom('question')
    .selectAll()
    .where('companyId', '=', ctx.actor.companyId)
    .where('assessmentId', '=', from)
    .where('archivedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const now = ctx.now()
  const copies = rows.map(({ id: _, options, ...row }) => ({
    ...row,
    options: JSON.stringify(options),
    assessmentId: to,
    createdAt: now,
    updatedAt: now,
  }))
  if (copies.length > 0) await ctx.db.insertInto('question').values(copies).execute()
}
