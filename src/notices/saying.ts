import { sql } from 'kysely'
import type { Ctx } from '../lib/context.ts'
import { type Named, tallyLines, totalsOf } from './digest-words.ts'
import type { About, NoticeKind } from './kinds.ts'

/** What a letter says: lines, each with the place in the dashboard it is about. */
export type Saying = {
  subject: string
  lines: { text: string; path?: string }[]
  open: { words: string; path: string }
  /** Also for who wants no letters: something of theirs does not work any more. */
  isUnasked?: true
}

/** What to say of something as it is now; undefined when it is gone. */
export function sayingOf<K extends NoticeKind>(ctx: Ctx, kind: K, about: About[K]): Promise<Saying | undefined> {
  const say = sayings[kind] as (ctx: Ctx, about: About[K]) => Promise<Saying | undefined>
  return say(ctx, about)
}

const sayings: { [K in NoticeKind]: (ctx: Ctx, about: About[K]) => Promise<Saying | undefined> } = {
  async completed(ctx, { interviewId }) {
    const interview = await find(ctx, interviewId)
    if (!interview || interview.withdrawnAt) return undefined
    const { name, path, waiting } = interview
    return {
      subject: `Handed in: ${name}`,
      lines: [
        { text: `An interview for “${name}” was handed in.` },
        { text: waiting === 1 ? 'One waits for review.' : `${waiting} wait for review.` },
      ],
      open: { words: 'See the interview', path },
    }
  },
  async requested(ctx, { interviewId, request }) {
    const interview = await find(ctx, interviewId)
    if (!interview || interview.withdrawnAt) return undefined
    return {
      subject: `${wishes[request]}: ${interview.name}`,
      lines: [
        { text: `A candidate for “${interview.name}” asks for ${wishesInFull[request]}, and waits for your answer.` },
      ],
      open: { words: 'Read why, and decide', path: `/#/assessments/${interview.assessmentId}/candidates` },
    }
  },
  async digest(ctx, { tallies }) {
    const named = await namesOf(ctx, tallies)
    if (named.length === 0) return undefined
    return {
      subject: `Today: ${totalsOf(named)}`,
      lines: tallyLines(named),
      open: { words: 'Open the dashboard', path: '/#/assessments' },
    }
  },
  async webhookDisabled(_, { webhookId, host, why }) {
    return {
      subject: `A webhook is switched off: ${host}`,
      lines: [
        { text: `What happens here is not told to ${host} any more. ${why}.` },
        { text: 'Nothing is lost: switched on again, it is told what it missed in the last 30 days.' },
      ],
      open: { words: 'Look at the webhook', path: `/#/settings/webhooks/${webhookId}` },
      isUnasked: true,
    }
  },
}

const wishes = { time: 'More time asked for', deadline: 'A later deadline asked for', retake: 'A retake asked for' }
const wishesInFull = { time: 'more time to answer', deadline: 'a later deadline', retake: 'another go' }

async function find({ db, actor }: Ctx, interviewId: number) {
  const interview = await db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .select(['a.id as assessmentId', 'a.name', 'i.uuid', 'i.withdrawnAt', waitingIn.as('waiting')])
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', interviewId)
    .executeTakeFirst()
  return interview && { ...interview, path: `/#/assessments/${interview.assessmentId}/interviews/${interview.uuid}` }
}

/** Handed in, neither decided on nor reviewed by anybody; a condition on `o` (interview). */
export const isWaiting = sql<boolean>`o.submitted_at is not null and o.reopened_at is null and o.withdrawn_at is null
  and o.outcome is null and not exists (select from review r
    where r.company_id = o.company_id and r.interview_id = o.id and r.submitted_at is not null)`

const waitingIn = sql<number>`(select count(*)::int from interview o
  where o.company_id = a.company_id and o.assessment_id = a.id and ${isWaiting})`

async function namesOf({ db, actor }: Ctx, tallies: About['digest']['tallies']): Promise<Named[]> {
  const rows = await db
    .selectFrom('assessment')
    .select(['id', 'name'])
    .where('companyId', '=', actor.companyId)
    .where('id', 'in', [0, ...tallies.map(({ assessmentId }) => assessmentId)])
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return tallies.flatMap((tally) => {
    const name = names.get(tally.assessmentId)
    return name === undefined ? [] : [{ ...tally, name }]
  })
}
