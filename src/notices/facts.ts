import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { openKinds, type RequestKind } from '../requests/open-kinds.ts'
import type { About, NoticeKind, Tally, WhyDisabled } from './kinds.ts'

/** What a letter tells, each with the place in the dashboard it is about. */
export type Facts = {
  completed: { name: string; waiting: number; path: string }
  requested: { name: string; request: RequestKind; path: string }
  digest: { tallies: NamedTally[] }
  webhookDisabled: { host: string; why: WhyDisabled; path: string }
}
export type NamedTally = Omit<Tally, 'assessmentId'> & { name: string; path: string }

/** How things are now; undefined when what the letter is about is gone. */
export function factsOf<K extends NoticeKind>(ctx: Ctx, kind: K, about: About[K]): Promise<Facts[K] | undefined> {
  return finders[kind](ctx, about)
}

const finders: { [K in NoticeKind]: (ctx: Ctx, about: About[K]) => Promise<Facts[K] | undefined> } = {
  async completed(ctx, { interviewId }) {
    const interview = await find(ctx, interviewId)
    if (!interview) return undefined
    const { name, waiting, assessmentId, uuid } = interview
    return { name, waiting, path: `/#/assessments/${assessmentId}/interviews/${uuid}` }
  },
  async requested(ctx, { interviewId, request }) {
    const interview = await find(ctx, interviewId)
    // It says that they wait for an answer.
    if (!(await openKinds(ctx, interviewId)).includes(request)) return undefined
    return interview && { name: interview.name, request, path: candidatesOf(interview.assessmentId) }
  },
  async digest(ctx, { tallies }) {
    const named = await namesOf(ctx, tallies)
    return named.length > 0 ? { tallies: named } : undefined
  },
  async webhookDisabled(_, { webhookId, ...facts }) {
    return { ...facts, path: `/#/settings/webhooks/${webhookId}` }
  },
}

const candidatesOf = (assessmentId: number) => `/#/assessments/${assessmentId}/candidates`

/** One that was not withdrawn meanwhile. */
const find = ({ db, actor }: Ctx, interviewId: number) =>
  db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .select(['a.id as assessmentId', 'a.name', 'i.uuid', waitingIn.as('waiting')])
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', interviewId)
    .where('i.withdrawnAt', 'is', null)
    .executeTakeFirst()

/** Handed in, neither decided on nor reviewed by anybody; a condition on `o` (interview). */
export const isWaiting = sql<boolean>`o.submitted_at is not null and o.reopened_at is null and o.withdrawn_at is null
  and o.outcome is null and not exists (select from review r
    where r.company_id = o.company_id and r.interview_id = o.id and r.submitted_at is not null)`

const waitingIn = sql<number>`(select count(*)::int from interview o
  where o.company_id = a.company_id and o.assessment_id = a.id and ${isWaiting})`

async function namesOf({ db, actor }: Ctx, tallies: Tally[]): Promise<NamedTally[]> {
  const rows = await db
    .selectFrom('assessment')
    .select(['id', 'name'])
    .where('companyId', '=', actor.companyId)
    .where('id', 'in', [0, ...tallies.map(({ assessmentId }) => assessmentId)])
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return tallies.flatMap(({ assessmentId, ...counts }) => {
    const name = names.get(assessmentId)
    return name === undefined ? [] : [{ ...counts, name, path: candidatesOf(assessmentId) }]
  })
}
