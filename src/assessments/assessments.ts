import { type Insertable, type Selectable, sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { placeholders, unknownPlaceholder } from '../invitations/placeholders.ts'
import { plan, replan } from '../invitations/plan.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { type Filter, idOf } from '../lib/filter.ts'
import { refuseOverwriting } from '../lib/overwriting.ts'
import { inPages } from '../lib/pages.ts'
import { invalid, unknown } from '../lib/problem.ts'
import type { DB } from '../lib/schema.ts'
import { isReadable, readable } from './accent.ts'
import { safeHtml } from './safe-html.ts'

export type Assessment = Selectable<DB['assessment']>
/** What a recruiter says of an assessment; what is not said keeps its value or gets the default. */
export type AssessmentWords = Partial<
  Omit<
    Insertable<DB['assessment']>,
    'id' | 'companyId' | 'recruiterId' | 'createdAt' | 'updatedAt' | 'questionsPerCategory'
  >
> & { questionsPerCategory?: PerCategory[] }
/** How many questions of a category are drawn for each candidate. */
export type PerCategory = { category: string; count: number }

const weekMs = 7 * 86_400_000

export function create(outer: Ctx, given: AssessmentWords & { name: string }): Promise<Assessment> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const now = ctx.now()
    const values = { ...defaults, ...openingWindow(given, now), ...clean(given), createdAt: now, updatedAt: now }
    refuseBackwardsWindow(values)
    refuseUnreadable(given)
    refuseUnknownPlaceholders(given)
    const { companyId, userId: recruiterId } = ctx.actor
    const assessment = await ctx.db
      .insertInto('assessment')
      .values({ ...values, recruiterId, companyId })
      .returningAll()
      .executeTakeFirstOrThrow()
    await record(ctx, 'assessment.created', assessment.id)
    return assessment
  })
}

/** The defaults are the product: one retake asked for, two reminders, seven days. */
const defaults = {
  interviewType: 'fixed',
  responseVisible: false,
  bannerEnabled: false,
  remindersEnabled: false,
  masked: false,
  retakesEnabled: false,
  practiceSkipped: false,
  language: 'en',
}

/** Seven days, from the opening or up to the deadline, whichever is given. */
function openingWindow({ startsAt, expiresAt }: AssessmentWords, now: Date) {
  const expires = expiresAt ?? new Date((startsAt ?? now).getTime() + weekMs)
  return { expiresAt: expires, startsAt: startsAt ?? new Date(expires.getTime() - weekMs) }
}

function refuseBackwardsWindow({ startsAt, expiresAt }: { startsAt: Date; expiresAt: Date }) {
  if (startsAt < expiresAt) return
  throw invalid('Assessment', { field: 'expiresAt', code: 'custom', message: 'must be after startsAt' })
}

function refuseUnreadable({ accent }: AssessmentWords) {
  if (!accent || isReadable(accent)) return
  const message = `is too light for white words; ${readable(accent)} would do`
  throw invalid('Assessment', { field: 'accentColor', code: 'custom', message })
}

function refuseUnknownPlaceholders({ letterText, letterSubject }: AssessmentWords) {
  for (const [field, words] of Object.entries({ letterText, letterSubject })) {
    const unknown = unknownPlaceholder(words ?? '')
    if (unknown === undefined) continue
    const known = placeholders.map((name) => `{${name}}`).join(', ')
    const message = `has {${unknown}}, which nothing stands for; what there is: ${known}`
    throw invalid('Assessment', { field, code: 'custom', message })
  }
}

function clean<T extends AssessmentWords>(given: T) {
  const { landingPageInfo, endText, questionsPerCategory } = given
  return {
    ...given,
    ...(landingPageInfo ? { landingPageInfo: safeHtml(landingPageInfo) } : {}),
    ...(endText ? { endText: safeHtml(endText) } : {}),
    questionsPerCategory: questionsPerCategory && JSON.stringify(questionsPerCategory),
  }
}

/** What decides who is reminded when. */
const reminding = ['remindersEnabled', 'reminderIntervalDays', 'maxReminders']
/** What decides until when candidates may answer. */
const opening = ['startsAt', 'expiresAt', 'closedAt']

/** `lastSeen` is the updatedAt its editor read: throws `conflict` when somebody else changed it since. */
export function edit(outer: Ctx, id: number, given: AssessmentWords, lastSeen?: string): Promise<Assessment> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const before = await find(ctx, id)
    refuseOverwriting(before.updatedAt, lastSeen)
    refuseBackwardsWindow({ ...before, ...given } as Assessment)
    refuseUnreadable(given)
    refuseUnknownPlaceholders(given)
    const assessment = await ctx.db
      .updateTable('assessment')
      .set({ ...clean(given), ...closing(before, given), updatedAt: ctx.now() })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (reminding.some((setting) => setting in given)) await replan(ctx, id)
    else if (opening.some((setting) => setting in given)) await plan(ctx, sql`i.assessment_id = ${id}`)
    await record(ctx, 'assessment.updated', id, { changed: Object.keys(given) })
    if (given.closedAt && !before.closedAt) await record(ctx, 'assessment.closed', id)
    return assessment
  })
}

/** Closed again, it was closed when it was closed first: nobody's time is over a second time. */
const closing = (before: Assessment, { closedAt }: AssessmentWords) =>
  before.closedAt && closedAt ? { closedAt: before.closedAt } : {}

/** The company's assessment; throws not_found for one that never was and for another company's alike. */
export async function find(ctx: Ctx, id: number): Promise<Assessment> {
  allow(ctx, 'assessment.read')
  const assessment = await ctx.db
    .selectFrom('assessment')
    .selectAll()
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!assessment) throw unknown('Assessment', id)
  return assessment
}

/** All of them, oldest first unless told otherwise, a page at a time. */
export function list(ctx: Ctx, filter: Filter): AsyncGenerator<Assessment[]> {
  allow(ctx, 'assessment.read')
  const { where, order } = filter
  let query = ctx.db.selectFrom('assessment').selectAll().where('companyId', '=', ctx.actor.companyId)
  if (where.groupName !== undefined) query = query.where('name', '=', String(where.groupName))
  if (where.id !== undefined) query = query.where('id', '=', idOf(where.id))
  const ordered = query.orderBy(order?.by === 'groupName' ? 'name' : 'id', order?.direction ?? 'asc').orderBy('id')
  return inPages(filter, (limit, offset) => ordered.limit(limit).offset(offset).execute())
}
