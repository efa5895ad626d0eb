import type { Ctx } from '../lib/context.ts'
import { LetterRefused } from '../lib/mail.ts'
import type { About, NoticeKind } from './kinds.ts'
import { letterOf } from './mail.ts'
import { sayingOf } from './saying.ts'

/** A worker that claimed one and said nothing for so long is dead. */
const claimMs = 300_000

/**
 * Sends one letter to somebody of the company, once: the claim is one UPDATE that repeats "not sent, not in anyone's hands".
 * What it was about may be gone when its turn comes, and so may they; then it is dropped.
 */
export async function send(ctx: Ctx, noticeId: string): Promise<void> {
  const claimed = await claim(ctx, noticeId)
  if (!claimed) return refuseUnsent(ctx, noticeId)
  const { kind, about, userId } = claimed
  const email = await addressOf(ctx, userId)
  const saying = email === undefined ? undefined : await sayingOf(ctx, kind as NoticeKind, about as About[NoticeKind])
  if (email === undefined || !saying) return mark(ctx, noticeId, { droppedAt: ctx.now() })
  try {
    await ctx.letters.send(letterOf({ id: noticeId, to: email, publicUrl: ctx.publicUrl, ...saying }))
  } catch (error) {
    if (error instanceof LetterRefused) return mark(ctx, noticeId, { failedAt: ctx.now(), failure: error.message })
    await mark(ctx, noticeId, { claimedAt: null })
    throw error
  }
  await mark(ctx, noticeId, { sentAt: ctx.now() })
}

const claim = (ctx: Ctx, noticeId: string) =>
  ctx.db
    .updateTable('notice')
    .set({ claimedAt: ctx.now() })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', noticeId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('droppedAt', 'is', null)
    .where((notice) =>
      notice.or([notice('claimedAt', 'is', null), notice('claimedAt', '<', new Date(ctx.now().getTime() - claimMs))]),
    )
    .returning(['kind', 'about', 'userId'])
    .executeTakeFirst()

/** In another worker's hands is not done: that one may have died, so the job must come again. */
async function refuseUnsent({ db, actor }: Ctx, noticeId: string): Promise<void> {
  const unsent = await db
    .selectFrom('notice')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', noticeId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('droppedAt', 'is', null)
    .executeTakeFirst()
  if (unsent) throw new Error(`Notice ${noticeId} is in another worker's hands`)
}

async function addressOf({ db, actor }: Ctx, userId: number): Promise<string | undefined> {
  const user = await db
    .selectFrom('user')
    .select('email')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', userId)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  return user?.email
}

type How = { claimedAt: null } | { sentAt: Date } | { droppedAt: Date } | { failedAt: Date; failure: string }

async function mark({ db, actor }: Ctx, noticeId: string, how: How): Promise<void> {
  await db.updateTable('notice').set(how).where('companyId', '=', actor.companyId).where('id', '=', noticeId).execute()
}
