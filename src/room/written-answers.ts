import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
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

/**
 * The written answers that were handed in, or not yet: what is typed anew in an interview opened again counts only once
 * that is handed in, since it is kept as it is typed. With `since`, what its candidate wrote from then on.
 */
export async function list(ctx: Ctx, interviewId: number, since?: Date): Promise<Said[]> {
  const { rows } = await (since ? ownSince(ctx, interviewId, since) : handedIn(ctx, interviewId))
  if (rows.length === 0) return []
  const key = await keyOf(ctx, interviewId)
  return rows.map(({ questionId, sealed, writtenAt }) => {
    const answer = JSON.parse(openText(key, sealed, placeOf(interviewId, questionId)))
    return { questionId, writtenAt, answer }
  })
}

type Row = { questionId: number; sealed: Buffer; writtenAt: Date }

const ownSince = ({ db, actor }: Ctx, interviewId: number, since: Date) =>
  sql<Row>`
    select question_id as "questionId", sealed, written_at as "writtenAt" from written_answer
    where company_id = ${actor.companyId} and interview_id = ${interviewId} and written_at >= ${since}`.execute(
    db.withoutPlugins(),
  )

const handedIn = ({ db, actor }: Ctx, interviewId: number) =>
  sql<Row>`
    select w.question_id as "questionId", coalesce(f.sealed, w.sealed) as sealed,
      coalesce(f.given_at, w.written_at) as "writtenAt"
    from written_answer w
    join interview i on i.company_id = w.company_id and i.id = w.interview_id
    left join lateral (
      select sealed, given_at from former_answer o
      where o.company_id = w.company_id and o.interview_id = w.interview_id and o.question_id = w.question_id
        and o.sealed is not null and o.replaced_at > i.submitted_at
      order by o.replaced_at limit 1) f on true
    where w.company_id = ${actor.companyId} and w.interview_id = ${interviewId}`.execute(db.withoutPlugins())

/** The same by question. */
export const read = async (ctx: Ctx, interviewId: number, since?: Date): Promise<Map<number, Written>> =>
  new Map((await list(ctx, interviewId, since)).map(({ questionId, answer }) => [questionId, answer]))

const keyOf = async (ctx: Ctx, interviewId: number): Promise<KeyObject> =>
  keyFor(await candidates.dataKeyOf(ctx, interviewId), 'answer')

const placeOf = (interviewId: number, questionId: number) => `answer ${interviewId} ${questionId}`
