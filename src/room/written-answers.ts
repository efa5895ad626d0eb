import type { KeyObject } from 'node:crypto'
import * as candidates from '../candidates/candidates.ts'
import type { Ctx } from '../lib/context.ts'
import { keyFor, openText, seal } from '../lib/vault.ts'

/** An answer that is not recorded: words, the numbers of the options chosen (from 0), or a mark. */
export type Written = { text: string } | { choices: number[] } | { rating: number }

/** Five stars, unless the question says otherwise. */
export const highestMark = (maxScore: number | null): number => Math.max(1, Math.floor(maxScore ?? 5))

/** An answer under its candidate's key, bound to its place: no row can be passed off as another's. */
export const sealed = async (ctx: Ctx, interviewId: number, questionId: number, answer: Written): Promise<Buffer> =>
  seal(await keyOf(ctx, interviewId), Buffer.from(JSON.stringify(answer)), placeOf(interviewId, questionId))

export type Said = { questionId: number; writtenAt: Date; answer: Written }

/** The written answers of an interview, or those of them that were given since. */
export async function list(ctx: Ctx, interviewId: number, since = new Date(0)): Promise<Said[]> {
  const rows = await ctx.db
    .selectFrom('writtenAnswer')
    .select(['questionId', 'sealed', 'writtenAt'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('writtenAt', '>=', since)
    .execute()
  if (rows.length === 0) return []
  const key = await keyOf(ctx, interviewId)
  return rows.map(({ questionId, sealed, writtenAt }) => {
    const answer = JSON.parse(openText(key, sealed, placeOf(interviewId, questionId)))
    return { questionId, writtenAt, answer }
  })
}

/** The same by question. */
export const read = async (ctx: Ctx, interviewId: number, since?: Date): Promise<Map<number, Written>> =>
  new Map((await list(ctx, interviewId, since)).map(({ questionId, answer }) => [questionId, answer]))

const keyOf = async (ctx: Ctx, interviewId: number): Promise<KeyObject> =>
  keyFor(await candidates.dataKeyOf(ctx, interviewId), 'answer')

const placeOf = (interviewId: number, questionId: number) => `answer ${interviewId} ${questionId}`
