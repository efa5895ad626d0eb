import { allow } from '../accounts/permissions.ts'
import type { Ctx, UserCtx } from '../lib/context.ts'
import { chainCompany, stands, verifyCompany } from './chain.ts'

export type Badge = { events: number; brokenAt: number | null; wholeAt: Date }

type Known = { last: { seq: number; hash: Buffer }; wholeAt: Date }

/** How far each company's chain was found right by this process, and when it last looked at all of it. */
const known = new Map<number, Known>()
const wholeEveryMs = 10 * 60_000
/** So many are looked at in a tenth of a second: there is no need to leave any out. */
const alwaysWhole = 10_000

/** Whether the company's chain holds: all of it; where it is long, what is new since the last look, and all of it after ten minutes. */
export async function verify(ctx: Ctx): Promise<Badge> {
  allow(ctx, 'event.read')
  await chainCompany(ctx)
  const before = known.get(ctx.actor.companyId)
  const isFresh =
    before && before.last.seq > alwaysWhole && ctx.now().getTime() - before.wholeAt.getTime() < wholeEveryMs
  return isFresh ? await goOn(ctx, before) : await lookAtAll(ctx, before)
}

async function goOn(ctx: UserCtx, before: Known): Promise<Badge> {
  const { events, brokenAt, last } = await verifyCompany(ctx, before.last)
  if (brokenAt !== null || !(await stands(ctx, before.last))) return lookAtAll(ctx, before)
  known.set(ctx.actor.companyId, { last, wholeAt: before.wholeAt })
  return { events, brokenAt, wholeAt: before.wholeAt }
}

/**
 * One that is broken is looked at anew each time: nobody is told that it holds. A chain whose end was cut off, or that was
 * written anew as a whole, fits in itself: what is known from before shows it.
 */
async function lookAtAll(ctx: UserCtx, before: Known | undefined): Promise<Badge> {
  const wholeAt = ctx.now()
  const { events, brokenAt, last } = await verifyCompany(ctx)
  if (brokenAt !== null) return { events, brokenAt, wholeAt }
  // Somewhere before what was known: no nearer can be told.
  if (before && !(await stands(ctx, before.last)))
    return { events, brokenAt: Math.min(events + 1, before.last.seq), wholeAt }
  known.set(ctx.actor.companyId, { last, wholeAt })
  return { events, brokenAt, wholeAt }
}
