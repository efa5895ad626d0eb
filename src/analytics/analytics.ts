import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { record } from '../events/events.ts'
import type { Ctx, UserCtx } from '../lib/context.ts'
import * as agreement from './agreement.ts'
import { type Asked, settle } from './cohort.ts'
import type { Analytics } from './contract.ts'
import { kindsOf } from './devices.ts'
import * as dropOff from './drop-off.ts'
import * as funnel from './funnel.ts'
import { shown } from './small-groups.ts'
import { csvOfTables } from './tables.ts'
import * as times from './times.ts'

/** All numbers of one moment. They have a connection of their own: long reading must not keep short reading waiting. */
export async function read(outer: Ctx, asked: Asked): Promise<Analytics> {
  allow(outer, 'analytics.read')
  const { db } = outer
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((snapshot) => gather({ ...outer, db: snapshot } as UserCtx, asked))
}

async function gather(ctx: UserCtx, asked: Asked): Promise<Analytics> {
  const { assessmentId, from = null, to = null } = asked
  if (assessmentId !== undefined) await assessments.find(ctx, assessmentId)
  const cohort = await settle(ctx, asked)
  const reached = await funnel.count(ctx, cohort)
  const all = funnel.total(reached)
  return {
    assessmentId: assessmentId ?? null,
    months: { first: cohort.first, last: cohort.last, from, to, leftOut: cohort.leftOut },
    funnel: funnel.funnelOf(all),
    withdrawn: shown(all.withdrawn),
    assessments: assessmentId === undefined ? funnel.compare(reached, cohort.few) : null,
    questions: assessmentId === undefined ? null : await dropOff.count(ctx, cohort, assessmentId),
    times: await times.measure(ctx, cohort),
    devices: kindsOf(reached, 'device'),
    browsers: kindsOf(reached, 'browser'),
    agreement: await agreement.measure(ctx, cohort),
  }
}

/** The tables of the page; that they were taken along is an event. */
export async function exportTables(ctx: Ctx, asked: Asked): Promise<string> {
  const numbers = await read(ctx, asked)
  await record(ctx, 'analytics.exported', ctx.actor.companyId, asked)
  return csvOfTables(numbers)
}
