import { type Selectable, sql } from 'kysely'
import { safeHtml } from '../assessments/safe-html.ts'
import { record } from '../events/events.ts'
import { status } from '../interviews/rows.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { Problem, unknown } from '../lib/problem.ts'
import type { DB } from '../lib/schema.ts'
import * as pictures from '../pictures/pictures.ts'
import { draw } from '../questions/draw.ts'
import type { Option } from '../questions/questions.ts'
import { openKinds } from '../requests/open-kinds.ts'
import type { Question } from './contract.ts'
import * as files from './file-answers.ts'
import { plainWords } from './plain-words.ts'
import * as written from './written-answers.ts'

/** A candidate's world: their link to one interview. */
export type CandidateCtx = Ctx<{ kind: 'candidate'; companyId: number; interviewId: number }>

/**
 * The interview as its candidate sees it. While it is open again after handing in, it is the questions to answer again,
 * and what they answered since. When that time is over, it is what was handed in: `alsoLate` still sees it as open.
 */
export async function look(ctx: CandidateCtx, { alsoLate = false } = {}) {
  const sitting = await find(ctx)
  const { reopenedQuestions, ...rest } = sitting
  const { timeMultiplier, landingPageInfo, endText, bannerEnabled, bannerPath, ...shown } = rest
  const reopenedAt = alsoLate || ctx.now() < sitting.expiresAt ? sitting.reopenedAt : null
  const since = reopenedAt ?? undefined
  const [all, answers, uploads, requested] = await Promise.all([
    listQuestions(ctx),
    written.read(ctx, ctx.actor.interviewId, since),
    files.list(ctx, ctx.actor.interviewId, since),
    openKinds(ctx, ctx.actor.interviewId),
  ])
  const isAsked = ({ questionId }: Asked) => !since || !reopenedQuestions || reopenedQuestions.includes(questionId)
  const questions = all.filter(isAsked)
  return {
    ...shown,
    reopenedAt,
    timeMultiplier,
    requested,
    endText: endText && safeHtml(endText),
    landingPageInfo: landingPageInfo && safeHtml(landingPageInfo),
    bannerUrl: bannerEnabled && pictures.isPath(bannerPath) ? bannerPath : null,
    questions: questions.map(({ keptAt, ...question }) => ({
      ...question,
      answeredTakeId: since && keptAt && keptAt < since ? null : question.answeredTakeId,
      text: plainWords(question.body),
      options: question.options.map(({ text }) => text),
      highestMark: written.highestMark(question.maxScore),
      written: answers.get(question.questionId) ?? null,
      file: uploads.get(question.questionId) ?? null,
      maxAnswerSeconds: timeMultiplier && Math.round((question.maxAnswerSeconds ?? 0) * timeMultiplier),
      prepSeconds: Math.round(question.prepSeconds * (timeMultiplier ?? 0)),
    })),
  }
}

/** What their page asks first. The first time counts as opened: a scanner of letters runs no scripts. */
export async function visit(ctx: CandidateCtx) {
  const found = await look(ctx)
  if (!found.openedAt) await open(ctx)
  return found
}

function open(outer: CandidateCtx): Promise<void> {
  return atomically(outer, async (ctx) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('interview')
      .set({ openedAt: ctx.now() })
      .where('companyId', '=', ctx.actor.companyId)
      .where('id', '=', ctx.actor.interviewId)
      .where('openedAt', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await record(ctx, 'interview.opened', ctx.actor.interviewId)
  })
}

export type Sitting = Awaited<ReturnType<typeof find>>

/** The interview of the link. Its deadline is the candidate's own where they have one, unless it was closed before. */
export async function find({ db, actor, now }: CandidateCtx) {
  return await db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .innerJoin('company', 'company.id', 'i.companyId')
    .leftJoin('consent as c', (on) => on.onRef('c.companyId', '=', 'i.companyId').onRef('c.interviewId', '=', 'i.id'))
    .select(['company.name as companyName', 'a.name as assessmentName', 'a.landingPageInfo', 'a.startsAt'])
    .select([
      'a.endText',
      'a.language',
      'a.practiceSkipped',
      'a.soundOnlyAllowed',
      'a.bannerEnabled',
      'a.bannerPath',
      'a.accent as accentColor',
    ])
    .select(sql<Date>`least(coalesce(i.expires_at, a.expires_at), a.closed_at)`.as('expiresAt'))
    .select([
      'i.assessmentId',
      'i.timeMultiplier',
      'i.submittedAt',
      'i.withdrawnAt',
      'i.startedAt',
      'i.openedAt',
      'i.reopenedAt',
      'i.reopenedQuestions',
      'a.responseVisible',
      'a.retentionDays as keptDays',
    ])
    .select(['c.agreedAt as consentedAt', status(now()).as('status')])
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', actor.interviewId)
    .executeTakeFirstOrThrow()
}

type Asked = Omit<Question, 'text' | 'options' | 'highestMark' | 'written' | 'file'> & {
  body: string
  keptAt: Date | null
  options: Option[]
  maxScore: number | null
}

/** What was recorded before an interview was opened again is no take of that time. */
const ofThisTime = sql`(i.reopened_at is null or t.begun_at >= i.reopened_at)`

/** A take counts when its candidate ended it, or the clock did: a fault never uses one up. */
const takesThatCount = sql<number>`(
  select count(distinct t.id) from take t join segment s on s.company_id = t.company_id and s.take_id = t.id
  where t.company_id = q.company_id and t.question_id = q.id and t.interview_id = i.id
    and ${ofThisTime} and s.seal_reason in ('stopped', 'time-up'))`

/** The newest take with what there is of it, so that it can be gone on with after a fault, on whatever device. */
const lastTake = sql<Question['lastTake']>`(
  select json_build_object('takeId', t.id, 'segments', coalesce((
    select json_agg(json_build_object('segmentId', s.id, 'number', s.number, 'reason', s.seal_reason,
      'recordedMs', coalesce(s.recorded_ms, (select count(*) * 1000 from chunk c
        where c.company_id = s.company_id and c.segment_id = s.id))) order by s.number)
    from segment s where s.company_id = t.company_id and s.take_id = t.id), '[]'))
  from take t where t.company_id = q.company_id and t.question_id = q.id and t.interview_id = i.id
    and ${ofThisTime}
  order by t.number desc limit 1)`

/** The questions of the moment an interview was begun; before that, those of now. */
const askedOf = sql<boolean>`q.created_at <= coalesce(i.started_at, q.created_at)
  and (q.archived_at is null or q.archived_at > i.started_at)`

/** The numbers of what an interview was asked, or will be, whoever wants to know. */
export async function askedIds(ctx: Ctx, interviewId: number): Promise<number[]> {
  return drawn(await questionsOf(ctx, interviewId).execute()).map(({ questionId }) => questionId)
}

/** A question that was not drawn for this candidate does not exist for them. */
export async function refuseNotAsked(ctx: CandidateCtx, questionId: number): Promise<void> {
  if (!(await askedIds(ctx, ctx.actor.interviewId)).includes(questionId)) throw unknown('Question', questionId)
}

async function listQuestions(ctx: CandidateCtx): Promise<Asked[]> {
  const rows = await questionsOf(ctx, ctx.actor.interviewId)
    .leftJoin('answer', (on) =>
      on
        .onRef('answer.companyId', '=', 'i.companyId')
        .onRef('answer.interviewId', '=', 'i.id')
        .onRef('answer.questionId', '=', 'q.id'),
    )
    .select(['q.type', 'q.body', 'q.maxAnswerSeconds', 'q.prepSeconds', 'q.maxRetakes'])
    .select(['q.options', 'q.singleChoice', 'q.minWords', 'q.maxWords', 'q.maxScore'])
    .select([
      'answer.takeId as answeredTakeId',
      'answer.keptAt',
      takesThatCount.as('takesBegun'),
      lastTake.as('lastTake'),
    ])
    .execute()
  return drawn(rows) as unknown as Asked[]
}

/** What may be asked in an interview, in order, with what decides which of it is. */
const questionsOf = ({ db, actor }: Ctx, interviewId: number) =>
  db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .innerJoin('question as q', (on) =>
      on.onRef('q.companyId', '=', 'i.companyId').onRef('q.assessmentId', '=', 'i.assessmentId'),
    )
    .select(['q.id as questionId', 'q.category', 'i.uuid', 'i.drawnQuestionIds', 'i.startedAt'])
    .select(['a.interviewType', 'a.questionsPerCategory'])
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', interviewId)
    .where(askedOf)
    .orderBy('q.position')
    .orderBy('q.id')

type Drawable = { questionId: number; category: string | null } & Pick<
  Selectable<DB['assessment']>,
  'interviewType' | 'questionsPerCategory'
> &
  Pick<Selectable<DB['interview']>, 'uuid' | 'drawnQuestionIds' | 'startedAt'>

/** What was drawn when they began; before that, what will be. Begun under a release that drew nothing, it is all there was. */
function drawn<Row extends Drawable>(rows: Row[]): Row[] {
  const [first] = rows
  if (!first) return []
  const kept = first.drawnQuestionIds as number[] | null
  if (kept) return rows.filter(({ questionId }) => kept.includes(questionId))
  return first.startedAt ? rows : draw(rows, first)
}

/** Holds the interview for this transaction, so that what is counted in it stays true until it ends. */
export async function hold({ db, actor }: CandidateCtx): Promise<void> {
  await db
    .selectFrom('interview')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', actor.interviewId)
    .forUpdate()
    .execute()
}

/** What was begun in time may be finished after; nothing new begins outside the window. */
export function refuseOutsideWindow(sitting: Sitting, now: Date): void {
  if (sitting.withdrawnAt) throw new Problem('gone', 'This interview was withdrawn')
  if (now < sitting.startsAt) throw new Problem('gone', 'This interview is not open yet')
  if (now >= sitting.expiresAt) throw new Problem('gone', 'This interview has closed')
}

/** Handed in is handed in, but for what the company has opened again. */
export function refuseSubmitted({ submittedAt, reopenedAt, reopenedQuestions }: Sitting, questionId: number): void {
  if (!submittedAt) return
  if (!reopenedAt) throw new Problem('conflict', 'This interview was submitted already')
  if (reopenedQuestions && !reopenedQuestions.includes(questionId))
    throw new Problem('conflict', 'This question was not opened again')
}
