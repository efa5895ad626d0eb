import { type RawBuilder, sql } from 'kysely'
import type { UserCtx } from '../lib/context.ts'
import { plainWords } from '../room/plain-words.ts'

/** A question through all its versions: what it says now stands for all of them. */
export type Asked = {
  /** Of its newest version. */
  id: number
  ids: number[]
  text: string
  type: string
  removed: boolean
  limitSeconds: number | null
}

/**
 * The questions of an assessment in order, those that are asked no more where they were. Whoever changed one that had been
 * asked made a new version of it, which the event of that change tells.
 */
export async function list(ctx: UserCtx, assessmentId: number): Promise<Asked[]> {
  const questions = await listAll(ctx, assessmentId)
  const after = new Map(
    (
      await listChanges(
        ctx,
        questions.map(({ id }) => id),
      )
    ).map(({ before, id }) => [before, id]),
  )
  const newest = (id: number): number => {
    const next = after.get(id)
    return next === undefined ? id : newest(next)
  }
  const groups = Map.groupBy(questions, ({ id }) => newest(id))
  return [...groups]
    .flatMap(([id, versions]) => {
      const now = versions.find((version) => version.id === id) ?? versions.at(-1)
      return now ? [{ ...shownAs(now), ids: versions.map((version) => version.id), position: now.position }] : []
    })
    .sort((a, b) => a.position - b.position || a.id - b.id)
}

type Row = Awaited<ReturnType<typeof listAll>>[number]

const shownAs = ({ id, body, type, archivedAt, maxAnswerSeconds }: Row) => ({
  id,
  text: plainWords(body),
  type,
  removed: archivedAt !== null,
  limitSeconds: type === 'video' || type === 'audio' ? maxAnswerSeconds : null,
})

const listAll = ({ db, actor }: UserCtx, assessmentId: number) =>
  db
    .selectFrom('question')
    .select(['id', 'body', 'type', 'position', 'archivedAt', 'maxAnswerSeconds'])
    .where('companyId', '=', actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .orderBy('id')
    .execute()

/** Versions only follow those with smaller numbers, so that no chain of them is a circle. */
async function listChanges({ db, actor }: UserCtx, ids: number[]) {
  if (ids.length === 0) return []
  const events = await db
    .selectFrom('event')
    .select(['subject', 'details'])
    .where('companyId', '=', actor.companyId)
    .where('subject', 'in', ids.map(String))
    .where('kind', '=', 'question.updated')
    .execute()
  return events
    .map(({ subject, details }) => ({ id: Number(subject), before: (details as { before?: number })?.before ?? 0 }))
    .filter(({ id, before }) => before > 0 && before < id)
}

/** Which question each version is one of. */
export function tableOf(questions: Asked[]): RawBuilder<unknown> {
  const all = questions.flatMap(({ id, ids }) => ids.map((version) => ({ version, id })))
  return sql`unnest(${all.map(({ version }) => version)}::bigint[], ${all.map(({ id }) => id)}::bigint[])
    as version (id, question_id)`
}
