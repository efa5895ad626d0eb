import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import type { Option } from '../questions/questions.ts'
import * as files from '../room/file-answers.ts'
import { plainWords } from '../room/plain-words.ts'
import * as written from '../room/written-answers.ts'

export type AnsweredSegment = {
  id: string
  number: number
  ready: boolean
  failure: string | null
  mediaType: string | null
  durationMs: number | null
  hasPoster: boolean
}

/** As a reader wants it: the words, the texts of the options, the mark and the highest there is. */
export type Shown = { text: string } | { choices: string[] } | { rating: number; highest: number }

export type Answered = {
  questionId: number
  question: string
  segments: AnsweredSegment[]
  written: Shown | null
  file: files.FileAnswer | null
  /** When what is shown was given: later than a review of it where somebody might answer again. */
  answeredAt: Date
}

type Row = {
  questionId: number
  body: string
  options: Option[]
  maxScore: number | null
  segments: AnsweredSegment[] | null
  answeredAt: Date
}

/** The answers of an interview in the order they were asked. The caller has seen to who may. */
export async function listAnswers(ctx: Ctx, interviewId: number): Promise<Answered[]> {
  const { companyId } = ctx.actor
  const asked = sql<Row>`
    select q.id as "questionId", q.body, q.options, q.max_score as "maxScore", (
      select json_agg(json_build_object('id', s.id, 'number', s.number, 'ready', s.ready_at is not null,
        'failure', s.failure, 'mediaType', s.media_type, 'durationMs', coalesce(s.media_ms, s.recorded_ms),
        'hasPoster', s.poster_key is not null) order by s.number)
      from answer a join segment s on s.company_id = a.company_id and s.take_id = a.take_id
      where a.company_id = q.company_id and a.interview_id = i.id and a.question_id = q.id
        and s.chunk_count is distinct from 0
    ) as segments, greatest(
      (select a.kept_at from answer a where a.company_id = q.company_id and a.interview_id = i.id and a.question_id = q.id),
      (select f.stored_at from file_answer f
        where f.company_id = q.company_id and f.interview_id = i.id and f.question_id = q.id),
      (select least(w.written_at, coalesce(i.submitted_at, w.written_at)) from written_answer w
        where w.company_id = q.company_id and w.interview_id = i.id and w.question_id = q.id)
    ) as "answeredAt"
    from interview i join question q on q.company_id = i.company_id and q.assessment_id = i.assessment_id
    where i.company_id = ${companyId} and i.id = ${interviewId}
      and (i.drawn_question_ids is null or q.id = any (i.drawn_question_ids))
    order by q.position, q.id`.execute(ctx.db.withoutPlugins())
  const [{ rows }, said, uploads] = await Promise.all([
    asked,
    written.read(ctx, interviewId),
    files.list(ctx, interviewId),
  ])
  const all = rows.map((row) => ({
    questionId: row.questionId,
    question: plainWords(row.body),
    segments: row.segments ?? [],
    written: show(row, said.get(row.questionId)),
    file: uploads.get(row.questionId) ?? null,
    answeredAt: row.answeredAt,
  }))
  return all.filter(({ segments, written, file }) => segments.length > 0 || written || file)
}

function show({ options, maxScore }: Row, answer: written.Written | undefined): Shown | null {
  if (!answer) return null
  if ('rating' in answer) return { rating: answer.rating, highest: written.highestMark(maxScore) }
  if ('choices' in answer) return { choices: answer.choices.map((choice) => options[choice]?.text ?? '') }
  return answer
}
