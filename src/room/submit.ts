import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { atomically } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'

type Answer = { questionId: number; keptAt: Date; recordedMs: number; sha256: string }
export type Receipt = { submittedAt: Date; answers: Answer[] }

/**
 * Hands the interview in, once. Only what is safely here can be handed in: the receipt vouches for it.
 * A deadline that passed meanwhile is no matter: every take was begun before it.
 */
export function submit(outer: CandidateCtx): Promise<Receipt> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const sitting = await interview.find(ctx)
    if (sitting.withdrawnAt) throw new Problem('gone', 'This interview was withdrawn')
    const answers = await readAnswers(ctx)
    if (sitting.submittedAt) return { submittedAt: sitting.submittedAt, answers }
    await refuseUnanswered(ctx)
    await refuseUnsealed(ctx)
    const submittedAt = ctx.now()
    await mark(ctx, submittedAt)
    await record(ctx, 'interview.submitted', ctx.actor.interviewId)
    return { submittedAt, answers }
  })
}

async function refuseUnanswered(ctx: CandidateCtx): Promise<void> {
  const { questions } = await interview.look(ctx)
  const recorded = questions.filter(({ type }) => type === 'video' || type === 'audio')
  const open = recorded.filter(({ answeredTakeId }) => answeredTakeId === null).map(({ questionId }) => questionId)
  if (open.length > 0) throw new Problem('conflict', 'A question is not answered yet', { extra: { questionIds: open } })
}

async function refuseUnsealed({ db, actor }: CandidateCtx): Promise<void> {
  const open = await db
    .selectFrom('answer as a')
    .innerJoin('segment as s', (on) => on.onRef('s.companyId', '=', 'a.companyId').onRef('s.takeId', '=', 'a.takeId'))
    .select('s.id')
    .where('a.companyId', '=', actor.companyId)
    .where('a.interviewId', '=', actor.interviewId)
    .where('s.sealedAt', 'is', null)
    .execute()
  const segmentIds = open.map(({ id }) => id)
  if (open.length > 0) throw new Problem('conflict', 'An answer is still on its way', { extra: { segmentIds } })
}

async function mark({ db, actor }: CandidateCtx, submittedAt: Date): Promise<void> {
  await db
    .updateTable('interview')
    .set({ submittedAt, updatedAt: submittedAt })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .execute()
}

async function readAnswers({ db, actor }: CandidateCtx): Promise<Answer[]> {
  const { rows } = await sql<Omit<Answer, 'sha256'> & { hashes: Buffer[] }>`
    select a.question_id as "questionId", a.kept_at as "keptAt",
      (select coalesce(sum(s.recorded_ms), 0)::int from segment s
        where s.company_id = a.company_id and s.take_id = a.take_id) as "recordedMs",
      array(select c.sha256 from segment s join chunk c on c.company_id = s.company_id and c.segment_id = s.id
        where s.company_id = a.company_id and s.take_id = a.take_id order by s.number, c.index) as hashes
    from answer a where a.company_id = ${actor.companyId} and a.interview_id = ${actor.interviewId}
    order by a.question_id`.execute(db.withoutPlugins())
  return rows.map(({ hashes, ...answer }) => ({ ...answer, sha256: digestOf(hashes) }))
}

function digestOf(hashes: Buffer[]): string {
  const all = createHash('sha256')
  for (const hash of hashes) all.update(hash)
  return all.digest('hex')
}
