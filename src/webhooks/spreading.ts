import { sql } from 'kysely'
import { atomically, type Ctx, contextOf, type World } from '../lib/context.ts'
import { oldestKept } from './deliveries.ts'
import { type EventTypeName, typeOf } from './event-types.ts'

/**
 * Events become deliveries: for each webhook what has come into the company's chain since it was last looked at. The chain
 * counts in the order of commits, so none can be missed, and the write that made an event waits for nobody.
 */

const page = 500

/**
 * Spreads what is new, in every company: a page for each webhook that has any, and again until none has more. One that was off for
 * weeks keeps no other waiting, nor the end of the process.
 */
export async function spreadAll(world: World, stop: AbortSignal): Promise<void> {
  for (let isMore = true; isMore; ) {
    isMore = false
    for (const { companyId, id } of await listBehind(world)) {
      if (stop.aborted) return
      const looked = await spreadSome(contextOf(world, { kind: 'system', companyId }), id)
      isMore ||= looked === page
    }
  }
}

async function listBehind({ database }: World): Promise<{ companyId: number; id: string }[]> {
  const { rows } = await sql<{ companyId: number; id: string }>`
    select w.company_id as "companyId", w.id from webhook w
    where w.disabled_at is null
      and exists (select from event e where e.company_id = w.company_id and e.seq > w.seen_seq)`.execute(
    database.system.withoutPlugins(),
  )
  return rows
}

type Happened = {
  id: number
  seq: number
  at: Date
  kind: string
  subject: string
  actor: string
  details: { questionId?: number; questionIds?: number[] | null; outcome?: string | null; failure?: string }
  /** Of the interview it is about, also when that is no more. */
  interviewId: string | null
  assessmentId: number | null
  profileId: number | null
  questionId: number | null
}

/** Returns how many events it looked at. */
function spreadSome(outer: Ctx, webhookId: string): Promise<number> {
  return atomically(outer, async (ctx) => {
    const webhook = await hold(ctx, webhookId)
    const events = webhook ? await readEvents(ctx, webhook.seenSeq) : []
    const last = events.at(-1)
    if (!webhook || !last) return 0
    const wanted = events.flatMap((event) => {
      const type = typeOf(event.kind)
      const isWanted = type && (webhook.types?.includes(type) ?? true) && event.at > oldestKept(ctx.now())
      return isWanted ? [{ event, type }] : []
    })
    await queue(ctx, webhookId, wanted)
    await ctx.db
      .updateTable('webhook')
      .set({ seenSeq: last.seq })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', webhookId)
      .execute()
    return events.length
  })
}

/** In another worker's hands, switched off or removed: then there is nothing to do here. */
const hold = ({ db, actor }: Ctx, webhookId: string) =>
  db
    .selectFrom('webhook')
    .select(['seenSeq', 'types'])
    .where('companyId', '=', actor.companyId)
    .where('id', '=', webhookId)
    .where('disabledAt', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

async function readEvents({ db, actor }: Ctx, after: number): Promise<Happened[]> {
  const { rows } = await sql<Happened>`
    with page as materialized (
      select e.*, case when e.kind ~ '^(interview|review)\\.' then e.subject::bigint end as interview,
        case when e.kind ~ '^media\\.' then e.subject::uuid end as segment
      from event e where e.company_id = ${actor.companyId} and e.seq > ${after} order by e.seq limit ${page}
    )
    select e.id, e.seq, e.at, e.kind, e.subject, e.actor, e.details,
      coalesce(i.uuid::text, gone.details ->> 'uuid') as "interviewId",
      coalesce(i.assessment_id, (gone.details ->> 'assessmentId')::bigint) as "assessmentId",
      coalesce(i.candidate_id, (gone.details ->> 'candidateId')::bigint) as "profileId",
      t.question_id as "questionId"
    from page e
    left join segment s on s.company_id = e.company_id and s.id = e.segment
    left join take t on t.company_id = e.company_id and t.id = s.take_id
    left join interview i on i.company_id = e.company_id and i.id = coalesce(t.interview_id, e.interview)
    left join lateral (select d.details from event d
      where i.id is null and d.company_id = e.company_id and d.subject = e.subject and d.kind = 'interview.deleted'
        and e.interview is not null
      limit 1) gone on true
    order by e.seq`.execute(db.withoutPlugins())
  return rows
}

async function queue(ctx: Ctx, webhookId: string, wanted: { event: Happened; type: EventTypeName }[]): Promise<void> {
  const now = ctx.now()
  const rows = wanted.flatMap(({ event, type }) => {
    const data = dataOf(type, event)
    if (!data) return []
    const payload = JSON.stringify({ type, timestamp: event.at.toISOString(), data })
    return [{ webhookId, eventId: event.id, type, payload, createdAt: now, dueAt: now, companyId: ctx.actor.companyId }]
  })
  if (rows.length > 0) await ctx.db.insertInto('delivery').values(rows).execute()
}

/** What is sent of an event. None for a recording that is gone with its interview: nobody can ask for it any more. */
function dataOf(type: EventTypeName, event: Happened): Record<string, unknown> | undefined {
  const { subject, actor, details, interviewId, assessmentId, profileId, questionId } = event
  if (type.startsWith('candidate.')) return { profileId: Number(subject) }
  if (type.startsWith('assessment.')) return { assessmentId: Number(subject) }
  if (!interviewId) return undefined
  const of = { interviewId, assessmentId, profileId }
  switch (type) {
    case 'media.ready':
    case 'media.failed':
      return { ...of, questionId, segmentId: subject }
    case 'interview.answer_uploaded':
      return { ...of, questionId: details.questionId }
    case 'interview.retake_approved':
      return { ...of, questionIds: details.questionIds ?? null }
    case 'interview.rated':
      return { ...of, userId: numberIn(actor) }
    case 'interview.decided':
      return { ...of, outcome: details.outcome ?? null }
    case 'email.bounced':
      return { ...of, failure: details.failure }
    default:
      return of
  }
}

/** `user:12` */
const numberIn = (actor: string) => (actor.startsWith('user:') ? Number(actor.slice(5)) : null)
