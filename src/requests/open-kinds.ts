import type { Ctx } from '../lib/context.ts'

/** More time to answer each question, a later deadline, another go at what was handed in. */
export type RequestKind = 'time' | 'deadline' | 'retake'

/** The kinds a candidate has asked for and has no answer to yet. */
export async function openKinds({ db, actor }: Ctx, interviewId: number): Promise<RequestKind[]> {
  const rows = await db
    .selectFrom('request')
    .select('kind')
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('decidedAt', 'is', null)
    .execute()
  return rows.map(({ kind }) => kind as RequestKind)
}
