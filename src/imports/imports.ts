import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import type { Personal } from '../candidates/personal.ts'
import { recordAll } from '../events/events.ts'
import * as invitations from '../invitations/invitations.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { faultOf, sameAs, twice } from './check.ts'
import type { ImportRow } from './contract.ts'
import { meetAll } from './meet-all.ts'

export type Outcome =
  | { result: 'added' | 'known'; uuid: string; candidateId: number }
  | { result: 'refused'; why: string }

/**
 * Gives up to a thousand people an interview of an assessment, in a handful of statements. What is wrong with a row is
 * said of that row. The same rows again add nobody.
 */
export function importAll(
  outer: Ctx,
  assessmentId: number,
  rows: ImportRow[],
  { invite = false } = {},
): Promise<Outcome[]> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    const assessment = await assessments.find(ctx, assessmentId)
    const { people, places, faults } = sorted(rows)
    const ids = await meetAll(ctx, people)
    // In the order of the list, not of the hashes, so that it can be compared with where it came from.
    const inOrder = [...people.keys()].flatMap((address) => ids.get(address) ?? [])
    const sittings = await seat(ctx, assessment, inOrder)
    const added = [...sittings.values()].filter(({ isNew }) => isNew)
    await recordAll(
      ctx,
      'interview.created',
      added.map(({ id }) => id),
      { assessmentId },
    )
    if (invite && added.length > 0) {
      await invitations.invite(
        ctx,
        assessmentId,
        added.map(({ uuid }) => uuid),
      )
    }
    return rows.map((_, index) => {
      const candidateId = ids.get(places[index] ?? '')
      const sitting = candidateId === undefined ? undefined : sittings.get(candidateId)
      if (candidateId === undefined || !sitting) return { result: 'refused', why: faults[index] ?? '' }
      return { result: sitting.isNew ? 'added' : 'known', uuid: sitting.uuid, candidateId }
    })
  })
}

/** Who is to be met, by address; where each row's person stands; and what is wrong with the rows that have none. */
function sorted(rows: ImportRow[]) {
  const people = new Map<string, Personal>()
  const faults: Record<number, string> = {}
  const places = rows.map((row, index) => {
    const address = sameAs(row.emailAddress ?? '')
    const fault = faultOf(row) ?? (people.has(address) ? twice : undefined)
    if (fault) {
      faults[index] = fault
      return undefined
    }
    people.set(address, personalOf(row))
    return address
  })
  return { people, places, faults }
}

const personalOf = ({ firstName, lastName, emailAddress }: ImportRow): Personal => ({
  firstName: firstName?.trim() ?? '',
  lastName: lastName?.trim() ?? '',
  email: emailAddress?.trim() ?? '',
})

type Sitting = { id: number; uuid: string; candidateId: number; isNew: boolean }

/** An interview for each who has none; the one they have for the others. */
async function seat(
  ctx: UserCtx,
  { id: assessmentId, remindersEnabled, maxReminders }: assessments.Assessment,
  candidateIds: number[],
): Promise<Map<number, Sitting>> {
  const { companyId, userId } = ctx.actor
  const reminders = remindersEnabled ? (maxReminders ?? 0) : 0
  const { rows } = await sql<Sitting>`
    with given as (select unnest(${candidateIds}::bigint[]) as candidate_id), made as (
      insert into interview
        (company_id, assessment_id, candidate_id, recruiter_id, max_reminders, created_at, updated_at)
      select ${companyId}, ${assessmentId}, candidate_id, ${userId}, ${reminders}, ${ctx.now()}, ${ctx.now()} from given
      on conflict (company_id, assessment_id, candidate_id) do nothing returning id, uuid, candidate_id
    )
    select id, uuid, candidate_id as "candidateId", true as "isNew" from made
    union all
    select i.id, i.uuid, i.candidate_id, false from interview i join given using (candidate_id)
    where i.company_id = ${companyId} and i.assessment_id = ${assessmentId}`.execute(ctx.db.withoutPlugins())
  return new Map(rows.map((row) => [row.candidateId, row]))
}
