import { sql } from 'kysely'
import { atomically, type Ctx, contextOf, type World } from '../lib/context.ts'
import { readersOf } from './choices.ts'
import { isWaiting } from './facts.ts'
import type { Tally } from './kinds.ts'
import { dayIn, hourIn } from './local-day.ts'
import { queue } from './notify.ts'

/** When the day begins for people in offices. */
const fromHour = 8

const dayMs = 86_400_000

type Company = { id: number; timeZone: string; digestedAt: Date | null }

/**
 * Writes each company's digest, once on each day of its own calendar, from eight o'clock on, however many processes there are.
 * It goes by the day and the hour that clocks there show, so that neither summer time nor a late worker makes two, or none.
 */
export async function digestDue(world: World): Promise<number> {
  const companies = await world.database.system.selectFrom('company').select(['id', 'timeZone', 'digestedAt']).execute()
  let written = 0
  for (const company of companies.filter((each) => isDue(each, world.now())))
    written += await digest(contextOf(world, { kind: 'system', companyId: company.id }), company)
  return written
}

export function isDue({ timeZone, digestedAt }: Omit<Company, 'id'>, now: Date): boolean {
  if (hourIn(timeZone, now) < fromHour) return false
  return digestedAt === null || dayIn(timeZone, digestedAt) < dayIn(timeZone, now)
}

function digest(outer: Ctx, { digestedAt }: Company): Promise<number> {
  return atomically(outer, async (ctx) => {
    if (!(await claim(ctx, digestedAt))) return 0
    const since = digestedAt ?? new Date(ctx.now().getTime() - dayMs)
    const tallies = await tally(ctx, since)
    const to = (await readersOf(ctx))
      .filter(({ choice }) => choice.digest)
      .map(({ userId, choice }) => ({ userId, about: { tallies: wanted(tallies, choice.completed !== 'never') } }))
      .filter(({ about }) => about.tallies.length > 0)
    await queue(ctx, 'digest', to)
    return to.length
  })
}

/** Of processes that come at once, the one that still finds what all have read. */
async function claim({ db, actor, now }: Ctx, digestedAt: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('company')
    .set({ digestedAt: now() })
    .where('id', '=', actor.companyId)
    .where('digestedAt', 'is not distinct from', digestedAt)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const wanted = (tallies: Tally[], withHandedIn: boolean): Tally[] =>
  tallies
    .map((tally) => ({ ...tally, handedIn: withHandedIn ? tally.handedIn : 0 }))
    .filter(({ assessmentId: _, ...counts }) => Object.values(counts).some((count) => count > 0))

async function tally({ db, actor, now }: Ctx, since: Date): Promise<Tally[]> {
  const at = now()
  const { rows } = await sql<Tally>`
    select a.id as "assessmentId",
      count(*) filter (where o.submitted_at > ${since})::int as "handedIn",
      count(*) filter (where ${isWaiting})::int as waiting,
      count(*) filter (where exists (select from request q
        where q.company_id = o.company_id and q.interview_id = o.id and q.decided_at is null) and o.withdrawn_at is null)::int as asked,
      count(*) filter (where o.invited_at is not null and o.submitted_at is null and o.withdrawn_at is null
        and a.closed_at is null and coalesce(o.expires_at, a.expires_at) > ${at}
        and coalesce(o.expires_at, a.expires_at) < ${at}::timestamptz + interval '2 days')::int as closing,
      count(*) filter (where exists (select from letter l
        where l.company_id = o.company_id and l.interview_id = o.id and l.failed_at > ${since}))::int as undelivered
    from interview o join assessment a on a.company_id = o.company_id and a.id = o.assessment_id
    where o.company_id = ${actor.companyId} and a.archived_at is null
    group by a.id order by a.id desc`.execute(db.withoutPlugins())
  return rows
}
