import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { record } from '../events/events.ts'
import { plan } from '../invitations/plan.ts'
import { atomically } from '../lib/context.ts'
import { Problem } from '../lib/problem.ts'
import * as scores from '../reviews/scores.ts'
import { isAnswered, wordsIn } from './answered.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import * as written from './written-answers.ts'

type Answer = {
  questionId: number
  keptAt: Date
  recordedMs: number | null
  bytes: number | null
  words: number | null
  sha256: string
}
export type Receipt = { submittedAt: Date; answers: Answer[] }

/**
 * Hands the interview in, once, and once more for each time it was opened again. Only what is safely here can be handed
 * in: the receipt vouches for it. A deadline that passed meanwhile is no matter: every take was begun before it. Whoever
 * did not answer again what was opened for them has handed in what they had.
 */
export function submit(outer: CandidateCtx): Promise<Receipt> {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const sitting = await interview.find(ctx)
    if (sitting.withdrawnAt) throw new Problem('gone', 'This interview was withdrawn')
    if (sitting.submittedAt && !sitting.reopenedAt) return await receiptOf(ctx, sitting.submittedAt)
    const open = await listUnanswered(ctx)
    if (sitting.submittedAt && open.length > 0 && ctx.now() >= sitting.expiresAt)
      return await receiptOf(ctx, sitting.submittedAt)
    if (open.length > 0)
      throw new Problem('conflict', 'A question is not answered yet', { extra: { questionIds: open } })
    await refuseUnsealed(ctx)
    const submittedAt = ctx.now()
    await mark(ctx, submittedAt)
    await plan(ctx, sql`i.id = ${ctx.actor.interviewId}`)
    await scores.refresh(ctx, ctx.actor.interviewId)
    await record(ctx, 'interview.submitted', ctx.actor.interviewId)
    return await receiptOf(ctx, submittedAt)
  })
}

const receiptOf = async (ctx: CandidateCtx, submittedAt: Date): Promise<Receipt> => ({
  submittedAt,
  answers: await readAnswers(ctx),
})

async function listUnanswered(ctx: CandidateCtx): Promise<number[]> {
  const { questions } = await interview.look(ctx, { alsoLate: true })
  return questions.filter((question) => !isAnswered(question)).map(({ questionId }) => questionId)
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
    .set({ submittedAt, reopenedAt: null, reopenedQuestions: null, updatedAt: submittedAt })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .execute()
}

/** What the receipt vouches for, in the order of the questions' ids. */
async function readAnswers(ctx: CandidateCtx): Promise<Answer[]> {
  const { interviewId } = ctx.actor
  const kinds = [readRecorded(ctx), readFiles(ctx), written.list(ctx, interviewId).then((all) => all.map(toAnswer))]
  return (await Promise.all(kinds)).flat().sort((a, b) => a.questionId - b.questionId)
}

const nothingElse = { recordedMs: null, bytes: null, words: null }

async function readRecorded({ db, actor }: CandidateCtx): Promise<Answer[]> {
  const { rows } = await sql<{ questionId: number; keptAt: Date; recordedMs: number; hashes: Buffer[] }>`
    select a.question_id as "questionId", a.kept_at as "keptAt",
      (select coalesce(sum(s.recorded_ms), 0)::int from segment s
        where s.company_id = a.company_id and s.take_id = a.take_id) as "recordedMs",
      array(select c.sha256 from segment s join chunk c on c.company_id = s.company_id and c.segment_id = s.id
        where s.company_id = a.company_id and s.take_id = a.take_id order by s.number, c.index) as hashes
    from answer a where a.company_id = ${actor.companyId} and a.interview_id = ${actor.interviewId}`.execute(
    db.withoutPlugins(),
  )
  return rows.map(({ hashes, ...answer }) => ({ ...nothingElse, ...answer, sha256: digestOf(hashes) }))
}

async function readFiles({ db, actor }: CandidateCtx): Promise<Answer[]> {
  const rows = await db
    .selectFrom('fileAnswer')
    .select(['questionId', 'storedAt as keptAt', 'bytes', 'sha256'])
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', actor.interviewId)
    .execute()
  return rows.map(({ sha256, ...answer }) => ({ ...nothingElse, ...answer, sha256: sha256.toString('hex') }))
}

function toAnswer({ questionId, writtenAt, answer }: written.Said): Answer {
  const text = 'text' in answer ? answer.text : undefined
  const sha256 = digestOf([Buffer.from(text ?? JSON.stringify(answer))])
  return { ...nothingElse, questionId, keptAt: writtenAt, words: text === undefined ? null : wordsIn(text), sha256 }
}

function digestOf(hashes: Buffer[]): string {
  const all = createHash('sha256')
  for (const hash of hashes) all.update(hash)
  return all.digest('hex')
}
