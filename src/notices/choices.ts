import type { Selectable } from 'kysely'
import { speak } from '../accounts/users.ts'
import { atomically, type Ctx, type Role, type UserCtx } from '../lib/context.ts'
import { type Language, languageOf } from '../lib/languages.ts'
import type { DB } from '../lib/schema.ts'

/**
 * Which letters somebody wants, and in which language. `completed`: for each interview of the assessments they made, for each
 * of all, all together in the digest, or not even there.
 */
export type Choice = {
  completed: 'own' | 'each' | 'digest' | 'never'
  requests: boolean
  digest: boolean
  language: Language
}

/**
 * Whoever made an assessment waits for its candidates, and hears of each at once; the others read once a day what there is to
 * do. A reviewer is asked by their colleagues, and gets nothing before they want it.
 */
export const usual = (role: Role): Omit<Choice, 'language'> =>
  role === 'reviewer'
    ? { completed: 'never', requests: false, digest: false }
    : { completed: 'own', requests: true, digest: true }

export async function find(ctx: UserCtx): Promise<Choice> {
  const chosen = await ctx.db
    .selectFrom('user as u')
    .leftJoin('noticeChoice as c', (on) => on.onRef('c.companyId', '=', 'u.companyId').onRef('c.userId', '=', 'u.id'))
    .select(['u.language', 'c.completed', 'c.requests', 'c.digest'])
    .where('u.companyId', '=', ctx.actor.companyId)
    .where('u.id', '=', ctx.actor.userId)
    .executeTakeFirstOrThrow()
  return choiceOf(ctx.actor.role, chosen)
}

type Chosen = {
  [K in keyof Omit<Selectable<DB['noticeChoice']>, 'companyId' | 'userId'>]: Selectable<DB['noticeChoice']>[K] | null
} & Pick<Selectable<DB['user']>, 'language'>

/** What somebody has chosen, and what is usual for the rest. */
function choiceOf(role: Role, chosen: Chosen): Choice {
  const { completed, requests, digest } = usual(role)
  return {
    completed: (chosen.completed as Choice['completed'] | null) ?? completed,
    requests: chosen.requests ?? requests,
    digest: chosen.digest ?? digest,
    language: languageOf(chosen.language),
  }
}

/** Of one's own letters only. */
export function choose(outer: UserCtx, { language, ...given }: Partial<Choice>): Promise<Choice> {
  return atomically(outer, async (ctx) => {
    const { companyId, userId } = ctx.actor
    if (language) await speak(ctx, language)
    await ctx.db
      .insertInto('noticeChoice')
      .values({ ...given, userId, companyId })
      .onConflict((conflict) => conflict.columns(['companyId', 'userId']).doUpdateSet({ ...given, userId }))
      .execute()
    return await find(ctx)
  })
}

export type Reader = { userId: number; role: Role; choice: Choice }

/** Everybody who works here and can read a letter now, with what they want. */
export async function readersOf({ db, actor }: Ctx): Promise<Reader[]> {
  const users = await db
    .selectFrom('user as u')
    .leftJoin('noticeChoice as c', (on) => on.onRef('c.companyId', '=', 'u.companyId').onRef('c.userId', '=', 'u.id'))
    .select(['u.id as userId', 'u.role', 'c.completed', 'c.requests', 'c.digest', 'u.language'])
    .where('u.companyId', '=', actor.companyId)
    .where('u.disabledAt', 'is', null)
    // Invited, and not here yet.
    .where('u.passwordHash', '!=', '')
    .orderBy('u.id')
    .execute()
  return users.map(({ userId, role, ...chosen }) => {
    return { userId, role: role as Role, choice: choiceOf(role as Role, chosen) }
  })
}
