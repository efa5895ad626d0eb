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

/** The written answers of an interview, by question. */
export async function read(ctx: Ctx, interviewId: number): Promise<Map<number, Written>> {
  const rows = await ctx.db
    .selectFrom('writtenAnswer')
    .select(['questionId', 'sealed'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('interviewId', '=', interviewId)
    .execute()
  if (rows.length === 0) return new Map()
  const key = await keyOf(ctx, interviewId)
  return new Map(
    rows.map(({ questionId, sealed }) => [
      questionId,
      JSON.parse(openText(key, sealed, placeOf(interviewId, questionId))),
    ]),
  )
}

const keyOf = async (ctx: Ctx, interviewId: number): Promise<KeyObject> =>
  keyFor(await candidates.dataKeyOf(ctx, interviewId), 'answer')

const placeOf = (interviewId: number, questionId: number) => `answer ${interviewId} ${questionId}`
