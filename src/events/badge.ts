import { allow } from '../accounts/permissions.ts'
import type { Ctx, UserCtx } from '../lib/context.ts'
import { chainAll, verifyCompany } from './chain.ts'

export type Badge = { events: number; brokenAt: number | null; wholeAt: Date }

type Known = { last: { seq: number; hash: Buffer }; wholeAt: Date }

/** How far each company's chain was found right by this process, and when it last looked at all of it. */
const known = new Map<number, Known>()
const wholeEveryMs = 10 * 60_000

/** Whether the company's chain holds: what is new since the last look, or after ten minutes, all of it. */
export async function verify(ctx: Ctx): Promise<Badge> {
  allow(ctx, 'event.read')
  await chainAll(ctx)
  const before = known.get(ctx.actor.companyId)
  const isFresh = before && ctx.now().getTime() - before.wholeAt.getTime() < wholeEveryMs
  return isFresh ? await goOn(ctx, before) : await lookAtAll(ctx)
}

async function goOn(ctx: UserCtx, { last: from, wholeAt }: Known): Promise<Badge> {
  const { events, brokenAt, last } = await verifyCompany(ctx, from)
  if (brokenAt !== null) return lookAtAll(ctx)
  known.set(ctx.actor.companyId, { last, wholeAt })
  return { events, brokenAt, wholeAt }
}

/** One that is broken is looked at anew each time: nobody is told that it holds. */
async function lookAtAll(ctx: UserCtx): Promise<Badge> {
  const wholeAt = ctx.now()
  const { events, brokenAt, last } = await verifyCompany(ctx)
  if (brokenAt === null) known.set(ctx.actor.companyId, { last, wholeAt })
  else known.delete(ctx.actor.companyId)
  return { events, brokenAt, wholeAt }
}
