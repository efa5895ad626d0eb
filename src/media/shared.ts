import { sql } from 'kysely'
import { guess } from '../accounts/guesses.ts'
import { isPassword } from '../accounts/passwords.ts'
import { record } from '../events/events.ts'
import { type Actor, atomically, type Ctx } from '../lib/context.ts'
import { authorizationRequired } from '../lib/error-body.ts'
import { Problem, unknown } from '../lib/problem.ts'
import * as files from '../room/file-answers.ts'
import { listAnswers } from './answers.ts'
import { issuePass } from './passes.ts'
import { type As, type Found, findPlaying, isAnswer } from './playing.ts'

export type VisitorCtx = Ctx<Extract<Actor, { kind: 'visitor' }>>

/** Opens the page of a share link: one viewing, and a pass to what it shows. A wrong password counts as a guess. */
export async function open(outer: VisitorCtx, password: string | undefined, ip: string): Promise<string> {
  const { shareLinkId } = outer.actor
  const { passwordHash } = await findLink(outer)
  if (passwordHash) await refuseOtherPassword(outer, passwordHash, password, ip)
  await atomically(outer, countView)
  return issuePass(outer, 'share', shareLinkId, passwordHash ?? '')
}

const findLink = ({ db, actor }: VisitorCtx) =>
  db
    .selectFrom('shareLink')
    .select(['passwordHash', 'questionIds'])
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.shareLinkId)
    .executeTakeFirstOrThrow()

async function refuseOtherPassword(ctx: VisitorCtx, hash: string, password: string | undefined, ip: string) {
  const { companyId, shareLinkId } = ctx.actor
  if (!password) throw new Problem('unauthenticated', 'This link asks for a password', { name: 'PASSWORD_REQUIRED' })
  const right = await guess(ctx, { companyId, of: `share ${shareLinkId}`, ip }, () => isPassword(password, hash))
  if (!right) throw new Problem('unauthenticated', 'This is not the password', { name: 'WRONG_PASSWORD' })
}

/** What a share link shows: the answers that were kept, in the order they were asked. */
export async function look(ctx: VisitorCtx) {
  refuseUnopened(ctx)
  const [{ companyName, assessmentName }, { questionIds }] = await Promise.all([findTitle(ctx), findLink(ctx)])
  const answers = await listAnswers(ctx, ctx.actor.interviewId)
  const shown = questionIds ? answers.filter(({ questionId }) => questionIds.includes(questionId)) : answers
  return { companyName, assessmentName, answers: shown }
}

/** A segment of an answer; one that is not of this interview does not exist. */
export async function play(ctx: VisitorCtx, segmentId: string, as?: As): Promise<Found> {
  refuseUnopened(ctx)
  const { interviewId, shareLinkId } = ctx.actor
  const isShared = sql`exists (select from share_link l where l.company_id = t.company_id and l.id = ${shareLinkId}
    and (l.question_ids is null or t.question_id = any(l.question_ids)))`
  const narrowed = sql`s.id = ${segmentId} and t.interview_id = ${interviewId} and ${isAnswer} and ${isShared}`
  return findPlaying(ctx, narrowed, segmentId, as)
}

/** A file that answers a question of this interview. */
export async function readFile(ctx: VisitorCtx, questionId: number) {
  refuseUnopened(ctx)
  const { questionIds } = await findLink(ctx)
  if (questionIds && !questionIds.includes(questionId)) throw unknown('File', questionId)
  return files.read(ctx, ctx.actor.interviewId, questionId)
}

function refuseUnopened({ actor }: VisitorCtx): void {
  if (!actor.opened) throw authorizationRequired()
}

async function countView(ctx: VisitorCtx): Promise<void> {
  const { companyId, shareLinkId, interviewId } = ctx.actor
  await ctx.db
    .updateTable('shareLink')
    .set(({ eb }) => ({ views: eb('views', '+', 1) }))
    .where('companyId', '=', companyId)
    .where('id', '=', shareLinkId)
    .execute()
  await record(ctx, 'interview.viewed', interviewId, { shareLinkId })
}

const findTitle = ({ db, actor }: VisitorCtx) =>
  db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .innerJoin('company', 'company.id', 'i.companyId')
    .select(['company.name as companyName', 'a.name as assessmentName'])
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', actor.interviewId)
    .executeTakeFirstOrThrow()
