import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { wordsIn } from './answered.ts'
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

/** What the receipt vouches for, in the order of the questions' ids. */
export async function readAnswers(ctx: Ctx, interviewId: number): Promise<Answer[]> {
  const kinds = [
    readRecorded(ctx, interviewId),
    readFiles(ctx, interviewId),
    written.list(ctx, interviewId).then((all) => all.map(toAnswer)),
  ]
  return (await Promise.all(kinds)).flat().sort((a, b) => a.questionId - b.questionId)
}

const nothingElse = { recordedMs: null, bytes: null, words: null }

async function readRecorded({ db, actor }: Ctx, interviewId: number): Promise<Answer[]> {
  const { rows } = await sql<{ questionId: number; keptAt: Date; recordedMs: number; hashes: Buffer[] }>`
    select a.question_id as "questionId", a.kept_at as "keptAt",
      (select coalesce(sum(s.recorded_ms), 0)::int from segment s
        where s.company_id = a.company_id and s.take_id = a.take_id) as "recordedMs",
      array(select c.sha256 from segment s join chunk c on c.company_id = s.company_id and c.segment_id = s.id
        where s.company_id = a.company_id and s.take_id = a.take_id order by s.number, c.index) as hashes
    from answer a where a.company_id = ${actor.companyId} and a.interview_id = ${interviewId}`.execute(
    db.withoutPlugins(),
  )
  return rows.map(({ hashes, ...answer }) => ({ ...nothingElse, ...answer, sha256: digestOf(hashes) }))
}

async function readFiles({ db, actor }: Ctx, interviewId: number): Promise<Answer[]> {
  const rows = await db
    .selectFrom('fileAnswer')
    .select(['questionId', 'storedAt as keptAt', 'bytes', 'sha256'])
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
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
