import type { KeyObject } from 'node:crypto'
import * as candidates from '../candidates/candidates.ts'
import { hashOfLink, tokenOf } from '../interviews/link-token.ts'
import type { Ctx } from '../lib/context.ts'
import { keyFor } from '../lib/vault.ts'
import { hasLink, type LetterKind } from './letter-kinds.ts'

/** `leaveBy`: after that the letter waits for the next morning. */
type To = { id: number; candidateId: number; leaveBy?: Date }

/**
 * Queues a letter to each, with a link of their own, in the transaction of what it tells of. A statement for each table,
 * not for each candidate: a thousand are invited at once.
 */
export async function queueLetters(ctx: Ctx, kind: LetterKind, interviews: To[]): Promise<void> {
  const { companyId } = ctx.actor
  const now = ctx.now()
  const letters = interviews.map(({ id, leaveBy = null }) => {
    return { id: crypto.randomUUID() as string, interviewId: id, kind, queuedAt: now, dueAt: now, leaveBy, companyId }
  })
  await ctx.db.insertInto('letter').values(letters).execute()
  if (hasLink(kind)) {
    const links = await linksOf(ctx, interviews, letters)
    await ctx.db.insertInto('candidateLink').values(links).execute()
  }
}

/** Each candidate's link, of which only the hash is kept; the letter makes the token anew when it leaves. */
async function linksOf(ctx: Ctx, interviews: To[], letters: { id: string }[]) {
  const keys = await candidates.dataKeys(
    ctx,
    interviews.map(({ candidateId }) => candidateId),
  )
  return interviews.map(({ id: interviewId, candidateId }, index) => {
    const linkKey = keyFor(keys.get(candidateId) as KeyObject, 'link')
    const hash = hashOfLink(tokenOf(linkKey, 'invitation', letters[index]?.id ?? ''))
    return { hash, interviewId, createdAt: ctx.now(), companyId: ctx.actor.companyId }
  })
}

/** The same to the candidate of one interview. */
export async function queueLetter(ctx: Ctx, kind: LetterKind, interviewId: number): Promise<void> {
  const interview = await ctx.db
    .selectFrom('interview')
    .select(['id', 'candidateId'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', interviewId)
    .executeTakeFirstOrThrow()
  await queueLetters(ctx, kind, [interview])
}
