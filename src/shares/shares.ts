import { hashPassword } from '../accounts/passwords.ts'
import { allow } from '../accounts/permissions.ts'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { findByUuid } from '../interviews/interviews.ts'
import { hashOfLink, tokenOf } from '../interviews/link-token.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { invalid } from '../lib/problem.ts'
import { keyFor } from '../lib/vault.ts'

const dayMs = 86_400_000
const usualDays = 14
const mostDays = 366

export type Conditions = { password?: string | null; expiresAt?: Date }

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
    const { dataKey } = await candidates.find(ctx, interview.candidateId)
    const linkKey = keyFor(dataKey, 'link')
    await hold(ctx, interview.id)
    const live = await findLive(ctx, interview.id)
    if (live) await change(ctx, interview.id, live, conditions)
    const id = live ?? (await make(ctx, interview.id, (id) => tokenOf(linkKey, 'share', id), conditions))
    return { url: `${ctx.publicUrl}/s/${tokenOf(linkKey, 'share', id)}`, uuid: interview.uuid }
  })
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

/** So that two who share at once get one address. */
const hold = ({ db, actor }: UserCtx, interviewId: number) =>
  db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', interviewId)
    .forUpdate()
    .execute()

async function findLive({ db, actor, now }: Ctx, interviewId: number): Promise<string | undefined> {
  const link = await db
    .selectFrom('shareLink')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('interviewId', '=', interviewId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now())
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return link?.id
}

type Kept = { passwordHash?: string | null; expiresAt?: Date }

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
