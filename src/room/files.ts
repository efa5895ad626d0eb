import { createHash, type KeyObject } from 'node:crypto'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { atomically } from '../lib/context.ts'
import { invalid, Problem, unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'
import { fileKey } from '../media/keys.ts'
import { companyBytes, refuseFullCompany } from '../media/quota.ts'
import { sealWhole } from '../media/sealed-file.ts'
import { find, sealedName } from './file-answers.ts'
import { isKind } from './file-kinds.ts'
import { extensionOf, fileKinds } from './file-names.ts'
import * as former from './former-answers.ts'
import type { CandidateCtx } from './interview.ts'
import * as interview from './interview.ts'
import * as takes from './takes.ts'

export type NewFile = { name: string; bytes: Buffer; sha256: Buffer }

/** Keeps a file as the answer to its question, in place of the one before. The same file again changes nothing. */
export async function put(outer: CandidateCtx, questionId: number, given: NewFile): Promise<void> {
  const name = plainName(given.name)
  refuseOtherKinds(name, given.bytes)
  if (!createHash('sha256').update(given.bytes).digest().equals(given.sha256))
    throw new Problem('invalid', 'These are not the bytes of the digest')
  const dataKey = await candidates.dataKeyOf(outer, outer.actor.interviewId)
  const key = fileKey(outer.actor.companyId)
  refuseFullCompany(outer, await companyBytes(outer), given.bytes.length)
  await outer.media.put(key, sealWhole(keyFor(dataKey, 'media'), given.bytes))
  const isNew = await enter(outer, questionId, { ...given, name }, key, dataKey).catch(async (error) => {
    await outer.media.remove(key)
    throw error
  })
  if (!isNew) await outer.media.remove(key)
}

/** A name without a path, and without what a terminal or a file system would stumble over. */
const plainName = (name: string) =>
  (name.split(/[\\/]/).at(-1) ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .slice(-200)

function refuseOtherKinds(name: string, bytes: Buffer): void {
  if (isKind(extensionOf(name), bytes)) return
  const message = `is not one of these files, by its name and its content: ${fileKinds.join(', ')}`
  throw invalid('Answer', { field: 'file', code: 'inclusion', message })
}

/** Whether the row now names the new object. */
function enter(outer: CandidateCtx, questionId: number, given: NewFile, mediaKey: string, dataKey: KeyObject) {
  return atomically(outer, async (ctx) => {
    await interview.hold(ctx)
    const sitting = await interview.find(ctx)
    takes.refuseUnready(sitting, ctx.now(), questionId)
    await interview.refuseNotAsked(ctx, questionId)
    await refuseOtherQuestions(ctx, sitting.assessmentId, questionId)
    const { companyId, interviewId } = ctx.actor
    const { sha256, bytes } = given
    const known = await find(ctx, interviewId, questionId)
    if (known?.sha256.equals(sha256)) return false
    const name = sealedName(dataKey, interviewId, questionId, given.name)
    const row = { mediaKey, bytes: bytes.length, sha256, name, storedAt: ctx.now() }
    await former.keepFile(ctx, sitting, questionId)
    await ctx.db
      .insertInto('fileAnswer')
      .values({ ...row, interviewId, questionId, companyId })
      .onConflict((conflict) => conflict.columns(['companyId', 'interviewId', 'questionId']).doUpdateSet(row))
      .execute()
    if (!sitting.startedAt) await takes.start(ctx)
    await record(ctx, 'interview.answered', interviewId, { questionId })
    return true
  })
}

async function refuseOtherQuestions({ db, actor }: CandidateCtx, assessmentId: number, questionId: number) {
  const question = await db
    .selectFrom('question')
    .select('type')
    .where('companyId', '=', actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .where('id', '=', questionId)
    .executeTakeFirst()
  if (!question) throw unknown('Question', questionId)
  if (question.type !== 'file') throw new Problem('conflict', 'This question is not answered with a file')
}
