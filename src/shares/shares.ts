import { hashPassword } from '../accounts/passwords.ts'
import { allow } from '../accounts/permissions.ts'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { findByUuid } from '../interviews/interviews.ts'
import { hashOfLink, tokenOf } from '../interviews/link-token.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { invalid, unknown } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'

const dayMs = 86_400_000
const usualDays = 14
const mostDays = 366

/** `questionIds`: the answers it shows, null for all. */
export type Conditions = { password?: string | null; expiresAt?: Date; questionIds?: number[] | null }

/** The public address of one interview: the live one, or a new one; under the conditions given, if any are. */
export async function share(outer: Ctx, uuid: string, given: Conditions): Promise<{ url: string; uuid: string }> {
  allow(outer, 'interview.share')
  refuseOtherTimes(given, outer.now())
  const { password, ...rest } = given
  // Before the transaction: a password takes its turn, and nobody should wait for it with rows in hand.
  const passwordHash = password ? await hashPassword(password) : password
  const conditions = { ...rest, ...(passwordHash !== undefined && { passwordHash }) }
  return atomically(outer, async (ctx) => {
    const interview = await findByUuid(ctx, uuid)
    refuseWithdrawn(interview)
    if (given.questionIds) await refuseOtherQuestions(ctx, interview.assessmentId, given.questionIds)
    const { dataKey } = await candidates.find(ctx, interview.candidateId)
    const linkKey = keyFor(dataKey, 'link')
    await hold(ctx, interview.id)
    const live = await findLive(ctx, interview.id)
    if (live) await change(ctx, interview.id, live.id, conditions)
    const id = live?.id ?? (await make(ctx, interview.id, (id) => tokenOf(linkKey, 'share', id), conditions))
    return { url: `${ctx.publicUrl}/s/${tokenOf(linkKey, 'share', id)}`, uuid: interview.uuid }
  })
}

export type Shared = {
  url: string
  createdAt: Date
  expiresAt: Date
  hasPassword: boolean
  views: number
  questionIds: number[] | null
}

/** The live public address of an interview, if there is one. */
export async function find(ctx: UserCtx, uuid: string): Promise<Shared | null> {
  allow(ctx, 'interview.share')
  const interview = await findByUuid(ctx, uuid)
  const live = await findLive(ctx, interview.id)
  if (!live) return null
  const { dataKey } = await candidates.find(ctx, interview.candidateId)
  const { id, passwordHash, ...link } = live
  const url = `${ctx.publicUrl}/s/${tokenOf(keyFor(dataKey, 'link'), 'share', id)}`
  return { ...link, url, hasPassword: passwordHash !== null }
}

/** Ends every public address of an interview at once. Returns how many there were. */
export function unshare(outer: Ctx, uuid: string): Promise<number> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.share')
    const { id } = await findByUuid(ctx, uuid)
    return revokeAll(ctx, id)
  })
}

/** Joins the transaction of whatever ends the sharing. */
export async function revokeAll(ctx: Ctx, interviewId: number): Promise<number> {
  const now = ctx.now()
  const revoked = await ctx.db
    .updateTable('shareLink')
    .set({ revokedAt: now })
    .where('companyId', '=', ctx.actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('id')
    .execute()
  for (const { id } of revoked) await record(ctx, 'interview.unshared', interviewId, { shareLinkId: id })
  return revoked.length
}

function refuseOtherTimes({ expiresAt }: Conditions, now: Date): void {
  if (!expiresAt || (expiresAt > now && expiresAt.getTime() <= now.getTime() + mostDays * dayMs)) return
  throw invalid('Videointerview', {
    field: 'expiresAt',
    code: 'custom',
    message: `is not in the ${mostDays} days to come`,
  })
}

function refuseWithdrawn({ withdrawnAt }: { withdrawnAt: Date | null }): void {
  if (withdrawnAt) throw invalid('Videointerview', { field: 'status', code: 'custom', message: 'is Withdrawn' })
}

async function refuseOtherQuestions({ db, actor }: UserCtx, assessmentId: number, ids: number[]): Promise<void> {
  const found = await db
    .selectFrom('question')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .where('id', 'in', ids)
    .execute()
  const other = ids.find((id) => !found.some((question) => question.id === id))
  if (other !== undefined) throw unknown('Question', other)
}

/** So that two who share at once get one address. */
const hold = ({ db, actor }: UserCtx, interviewId: number) =>
  db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', interviewId)
    .forUpdate()
    .execute()

const findLive = ({ db, actor, now }: Ctx, interviewId: number) =>
  db
    .selectFrom('shareLink')
    .select(['id', 'createdAt', 'expiresAt', 'passwordHash', 'views', 'questionIds'])
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now())
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()

type Kept = { passwordHash?: string | null; expiresAt?: Date; questionIds?: number[] | null }

async function change(ctx: UserCtx, interviewId: number, id: string, given: Kept): Promise<void> {
  if (Object.keys(given).length === 0) return
  await ctx.db
    .updateTable('shareLink')
    .set(given)
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', id)
    .execute()
  await record(ctx, 'interview.shared', interviewId, { shareLinkId: id, changed: Object.keys(given) })
}

async function make(ctx: UserCtx, interviewId: number, tokenFor: (id: string) => string, given: Kept): Promise<string> {
  const id = crypto.randomUUID()
  const createdAt = ctx.now()
  await ctx.db
    .insertInto('shareLink')
    .values({
      expiresAt: new Date(createdAt.getTime() + usualDays * dayMs),
      ...given,
      id,
      interviewId,
      hash: hashOfLink(tokenFor(id)),
      createdAt,
      createdBy: ctx.actor.userId,
      companyId: ctx.actor.companyId,
    })
    .execute()
  await record(ctx, 'interview.shared', interviewId, { shareLinkId: id })
  return id
}
