import { sql } from 'kysely'
import { openPersonal } from '../candidates/personal.ts'
import { record } from '../events/events.ts'
import { tokenOf } from '../interviews/link-token.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { LetterRefused } from '../lib/mail.ts'
import { keyFor } from '../lib/vault.ts'
import type { LetterKind } from './letter-kinds.ts'
import { letterOf } from './mail.ts'
import { plan } from './plan.ts'
import { isUntimely, setAside } from './untimely.ts'

/** A worker that claimed a letter and said nothing for so long is dead: twice what one may take (lib/mail.ts). */
const claimMs = 300_000

/**
 * Sends one letter, once: the claim is one UPDATE that repeats "not sent, not in anyone's hands", so two workers can
 * never both hold it. Throws when the mail server does not take it; the letter is then free for the next try. One that is
 * refused for good is marked so, for the recruiter to see.
 */
export async function send(ctx: Ctx, letterId: string): Promise<void> {
  if (!(await claim(ctx, letterId))) return (await setAside(ctx, letterId)) ? undefined : refuseUnsent(ctx, letterId)
  const contents = await read(ctx, letterId)
  if (!contents) return
  try {
    await ctx.letters.send(contents.letter)
  } catch (error) {
    if (error instanceof LetterRefused) return fail(ctx, letterId, contents.interviewId, error.message)
    await mark(ctx, letterId, { claimedAt: null })
    throw error
  }
  await mark(ctx, letterId, { sentAt: ctx.now() })
}

const fail = (outer: Ctx, letterId: string, interviewId: number, failure: string) =>
  atomically(outer, async (ctx) => {
    await mark(ctx, letterId, { failedAt: ctx.now(), failure })
    await plan(ctx, sql`i.id = ${interviewId}`)
    await record(ctx, 'interview.letter_failed', interviewId, { failure })
  })

/** Does not wait for the disk: a claim that PostgreSQL forgets in a crash is made again. */
async function claim({ db, actor, now }: Ctx, letterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update letter l set claimed_at = ${now()} from (select set_config('synchronous_commit', 'off', true)) quick
    where l.company_id = ${actor.companyId} and l.id = ${letterId} and ${isFree(now())}
      and not ${isUntimely(now())}`.execute(db)
  return numAffectedRows === 1n
}

const isFree = (now: Date) => sql`l.sent_at is null and l.failed_at is null
  and (l.claimed_at is null or l.claimed_at < ${new Date(now.getTime() - claimMs)})`

/** Sent, gone or put off is done; in another worker's hands is not: that one may have died, so the job must come again. */
async function refuseUnsent({ db, actor }: Ctx, letterId: string) {
  const unsent = await db
    .selectFrom('letter')
    .select('id')
    .where('companyId', '=', actor.companyId)
    .where('id', '=', letterId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('putOffUntil', 'is', null)
    .executeTakeFirst()
  if (unsent) throw new Error(`Letter ${letterId} is in another worker's hands`)
}

/** In a transaction, for the connections that single statements share are not to wait for the disk at each letter. */
const mark = (
  outer: Ctx,
  letterId: string,
  how: { claimedAt: null } | { sentAt: Date } | { failedAt: Date; failure: string },
) =>
  atomically(outer, ({ db, actor }) =>
    db.updateTable('letter').set(how).where('companyId', '=', actor.companyId).where('id', '=', letterId).execute(),
  )

async function read(ctx: Ctx, letterId: string) {
  const { companyId } = ctx.actor
  const row = await ctx.db
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
      'company.name as companyName',
      'a.name as assessmentName',
      'c.personal',
      'k.wrapped',
    ])
    .select(['a.language', 'a.letterText'])
    .select(({ fn }) => fn.coalesce('i.expiresAt', 'a.expiresAt').as('deadline'))
    .where('letter.companyId', '=', companyId)
    .where('letter.id', '=', letterId)
    .executeTakeFirst()
  // Deleted since it was queued: there is nobody to write to.
  if (!row) return undefined
  const dataKey = ctx.vault.unwrap(companyId, row.wrapped)
  const link = `${ctx.publicUrl}/i/${tokenOf(keyFor(dataKey, 'link'), 'invitation', letterId)}`
  const { email } = openPersonal(dataKey, row.personal)
  const letter = letterOf(row.kind as LetterKind, { ...row, id: letterId, to: email, link })
  return { letter, interviewId: row.interviewId }
}
