import { sql } from 'kysely'
import { openPersonal } from '../candidates/personal.ts'
import { tokenOf } from '../interviews/link-token.ts'
import type { Ctx } from '../lib/context.ts'
import { addressIn, type Letter } from '../lib/mail.ts'
import { keyFor } from '../lib/vault.ts'
import { readAnswers } from '../room/receipt.ts'
import { daytime } from './daytime.ts'
import { hasLink, type LetterKind } from './letter-kinds.ts'
import { letterOf } from './mail.ts'
import { minutesOf } from './minutes.ts'
import { isOvertaken, whyNeedless } from './needless.ts'
import { pictureOf } from './picture.ts'
import { zone } from './plan.ts'
import { unsubscribeLink } from './unsubscribe-token.ts'

type Found =
  | { letter: Letter; interviewId: number; queuedAt: Date; isUntimely: boolean; isOvertaken: boolean }
  | { needless: string }
  | undefined

/** A letter as it stands now; undefined when there is nobody left to write to. */
export async function readLetter(ctx: Ctx, letterId: string): Promise<Found> {
  const row = await find(ctx, letterId)
  if (!row) return undefined
  const kind = row.kind as LetterKind
  const needless = whyNeedless(kind, row, ctx.now())
  if (needless) return { needless }
  const { companyId } = ctx.actor
  const dataKey = ctx.vault.unwrap(companyId, row.wrapped)
  const linkKey = keyFor(dataKey, 'link')
  const letter = letterOf(kind, {
    ...row,
    id: letterId,
    to: openPersonal(dataKey, row.personal).email,
    now: ctx.now(),
    minutes: saysMinutes(row) ? await minutesOf(ctx, row.interviewId) : 0,
    brand: { companyName: row.companyName, accent: row.accent, picture: await pictureOf(ctx, row) },
    follows: row.firstId === letterId ? undefined : (row.firstId ?? undefined),
    calendar: { uid: `${row.uuid}@${addressIn(ctx.letters.returnPath).split('@').at(-1)}`, sequence: row.earlier },
    link: hasLink(kind) ? `${ctx.publicUrl}/i/${tokenOf(linkKey, 'invitation', letterId)}` : undefined,
    unsubscribe: kind === 'reminder' ? unsubscribeLink(ctx, linkKey, letterId) : undefined,
    receipt: kind === 'submitted' ? await receiptOf(ctx, row) : undefined,
  })
  const { interviewId, queuedAt, isUntimely } = row
  return { letter, interviewId, queuedAt, isUntimely, isOvertaken: isOvertaken(kind, row, ctx.now()) }
}

/** Only where it is said: a thousand letters leave at once. */
const saysMinutes = ({ letterText, letterSubject }: { letterText: string | null; letterSubject: string | null }) =>
  `${letterText}${letterSubject}`.includes('{minutes}')

async function receiptOf(ctx: Ctx, { interviewId, submittedAt }: { interviewId: number; submittedAt: Date | null }) {
  return submittedAt ? { submittedAt, answers: await readAnswers(ctx, interviewId) } : undefined
}

/** The first invitation, which later letters follow. */
const firstId = sql<string | null>`(select f.id from letter f
  where f.company_id = letter.company_id and f.interview_id = letter.interview_id and f.kind = 'invitation'
  order by f.queued_at, f.id limit 1)`

/** How many letters came before: what a calendar tells a newer deadline by. */
const earlier = sql<number>`(select count(*)::int from letter e
  where e.company_id = letter.company_id and e.interview_id = letter.interview_id and e.queued_at < letter.queued_at)`

/** A reminder that leaves by itself, and it is night where they are by now. */
const isUntimely = (now: Date) => sql<boolean>`(letter.leave_by is not null and (
  select ${daytime.next(now)} > ${now} from company c cross join lateral (select ${zone} as zone) z
  where c.id = letter.company_id))`

const find = ({ db, actor, now }: Ctx, letterId: string) =>
  db
    .selectFrom('letter')
    .innerJoin('interview as i', (on) =>
      on.onRef('i.companyId', '=', 'letter.companyId').onRef('i.id', '=', 'letter.interviewId'),
    )
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .innerJoin('candidate as c', (on) =>
      on.onRef('c.companyId', '=', 'i.companyId').onRef('c.id', '=', 'i.candidateId'),
    )
    .innerJoin('candidateKey as k', (on) =>
      on.onRef('k.companyId', '=', 'c.companyId').onRef('k.candidateId', '=', 'c.id'),
    )
    .innerJoin('company', 'company.id', 'letter.companyId')
    .select([
      'letter.kind',
      'letter.interviewId',
      'letter.queuedAt',
      isUntimely(now()).as('isUntimely'),
      firstId.as('firstId'),
      earlier.as('earlier'),
    ])
    .select(['company.name as companyName', 'a.name as assessmentName', 'c.personal', 'k.wrapped'])
    .select(['a.language', 'a.letterText', 'a.letterSubject', 'a.accent', 'a.bannerEnabled', 'a.bannerPath'])
    .select(['i.uuid', 'i.submittedAt', 'i.reopenedAt', 'i.withdrawnAt', 'i.unsubscribedAt'])
    .select(['c.undeliverableAt', 'a.closedAt'])
    .select(({ fn }) => [
      fn.coalesce('i.expiresAt', 'a.expiresAt').as('deadline'),
      fn.coalesce('i.timeZone', 'company.timeZone').as('timeZone'),
    ])
    .where('letter.companyId', '=', actor.companyId)
    .where('letter.id', '=', letterId)
    .executeTakeFirst()
