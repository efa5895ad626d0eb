import type { KeyObject } from 'node:crypto'
import * as candidates from '../candidates/candidates.ts'
import type { Ctx } from '../lib/context.ts'
import { unknown } from '../lib/problem.ts'
import { keyFor, openText, seal } from '../lib/vault.ts'
import { readWhole } from '../media/sealed-file.ts'

/** A file's name under its candidate's key, bound to its place. */
export const sealedName = (dataKey: KeyObject, interviewId: number, questionId: number, name: string): Buffer =>
  seal(keyFor(dataKey, 'answer'), Buffer.from(name), placeOf(interviewId, questionId))

const placeOf = (interviewId: number, questionId: number) => `file ${interviewId} ${questionId}`

export const find = ({ db, actor }: Ctx, interviewId: number, questionId: number) =>
  db
    .selectFrom('fileAnswer')
    .select(['mediaKey', 'bytes', 'sha256', 'name'])
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('questionId', '=', questionId)
    .executeTakeFirst()

export type FileAnswer = { name: string; bytes: number }

/** The files an interview was answered with, or those of them that came since, by question. */
export async function list(ctx: Ctx, interviewId: number, since = new Date(0)): Promise<Map<number, FileAnswer>> {
  const rows = await ctx.db
    .selectFrom('fileAnswer')
    .select(['questionId', 'bytes', 'name'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('storedAt', '>=', since)
    .execute()
  if (rows.length === 0) return new Map()
  const key = keyFor(await candidates.dataKeyOf(ctx, interviewId), 'answer')
  return new Map(
    rows.map(({ questionId, bytes, name }) => [
      questionId,
      { bytes, name: openText(key, name, placeOf(interviewId, questionId)) },
    ]),
  )
}

/** A file and its name, for saving. The caller has seen to who may. */
export async function read(ctx: Ctx, interviewId: number, questionId: number) {
  const found = await find(ctx, interviewId, questionId)
  if (!found) throw unknown('File', questionId)
  const dataKey = await candidates.dataKeyOf(ctx, interviewId)
  return {
    name: openText(keyFor(dataKey, 'answer'), found.name, placeOf(interviewId, questionId)),
    content: await readWhole(ctx.media, found.mediaKey, keyFor(dataKey, 'media'), found.bytes),
  }
}
