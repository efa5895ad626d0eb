import { type RawBuilder, sql } from 'kysely'
import type { CandidateCtx, Sitting } from './interview.ts'

type Keep = (ctx: CandidateCtx, sitting: Sitting, questionId: number) => Promise<void>

/**
 * Sets aside what was handed in before another answer takes its place: nothing that was handed in is lost, and it goes
 * when its interview does. What was answered since the interview was opened again is replaced as ever.
 */
export const keepTake: Keep = keeping(sql`answer`, sql`kept_at`, sql`take_id`)
export const keepWritten: Keep = keeping(sql`written_answer`, sql`written_at`, sql`sealed`)
export const keepFile: Keep = keeping(sql`file_answer`, sql`stored_at`, sql`media_key, bytes, sha256, name`)

function keeping(table: RawBuilder<unknown>, givenAt: RawBuilder<unknown>, answer: RawBuilder<unknown>): Keep {
  return async ({ db, actor, now }, { reopenedAt }, questionId) => {
    if (!reopenedAt) return
    await sql`
      insert into former_answer (company_id, interview_id, question_id, given_at, replaced_at, ${answer})
      select company_id, interview_id, question_id, ${givenAt}, ${now()}::timestamptz, ${answer} from ${table}
      where company_id = ${actor.companyId} and interview_id = ${actor.interviewId} and question_id = ${questionId}
        and ${givenAt} < ${reopenedAt}`.execute(db)
  }
}
