import { allow } from '../accounts/permissions.ts'
import * as candidates from '../candidates/candidates.ts'
import { record } from '../events/events.ts'
import { findByUuid } from '../interviews/interviews.ts'
import { hashOfLink, tokenOf } from '../interviews/link-token.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { keyFor } from '../lib/vault.ts'

const lifetimeMs = 14 * 86_400_000

/** The public address of one interview: the live one, or a new one that lasts 14 days. */
export function share(outer: Ctx, uuid: string): Promise<{ url: string; uuid: string }> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.share')
    const interview = await findByUuid(ctx, uuid)
    const { dataKey } = await candidates.find(ctx, interview.candidateId)
    const linkKey = keyFor(dataKey, 'link')
    const id =
      (await findLive(ctx, interview.id)) ?? (await make(ctx, interview.id, (id) => tokenOf(linkKey, 'share', id)))
    return { url: `${ctx.publicUrl}/s/${tokenOf(linkKey, 'share', id)}`, uuid: interview.uuid }
  })
}

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

async function make(ctx: UserCtx, interviewId: number, tokenFor: (id: string) => string): Promise<string> {
  const id = crypto.randomUUID()
  const createdAt = ctx.now()
  await ctx.db
    .insertInto('shareLink')
    .values({
      id,
      interviewId,
      hash: hashOfLink(tokenFor(id)),
      createdAt,
      createdBy: ctx.actor.userId,
      expiresAt: new Date(createdAt.getTime() + lifetimeMs),
      companyId: ctx.actor.companyId,
    })
    .execute()
  await record(ctx, 'interview.shared', interviewId, { shareLinkId: id })
  return id
}
