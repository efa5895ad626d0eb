import type { Ctx } from '../lib/context.ts'
import { type Choice, type Reader, readersOf } from './choices.ts'
import { type About, canGet, type NoticeKind } from './kinds.ts'

/** Writes to whoever wants to know of something in an interview, in the transaction that it happens in. */
export async function notify<K extends 'completed' | 'requested'>(ctx: Ctx, kind: K, about: About[K]): Promise<void> {
  const recruiterId = await recruiterOf(ctx, about.interviewId)
  const readers = await readersOf(ctx)
  const isHere = readers.some(({ userId }) => userId === recruiterId)
  // An assessment whose recruiter has left is everybody's who owns the company.
  const isOwn = ({ userId, role }: Reader) => (isHere ? userId === recruiterId : role === 'owner')
  const to = readers.filter((reader) => canGet(reader.role, kind) && wants[kind](reader.choice, isOwn(reader)))
  await queue(
    ctx,
    kind,
    to.map(({ userId }) => ({ userId, about })),
  )
}

const wants: Record<'completed' | 'requested', (choice: Choice, isOwn: boolean) => boolean> = {
  completed: ({ completed }, isOwn) => completed === 'each' || (completed === 'own' && isOwn),
  requested: ({ requests }, isOwn) => requests && isOwn,
}

/** The same to the company's owners, whatever they have chosen: something of theirs does not work any more. */
export async function notifyOwners<K extends 'webhookDisabled'>(ctx: Ctx, kind: K, about: About[K]): Promise<void> {
  const owners = (await readersOf(ctx)).filter(({ role }) => canGet(role, kind))
  await queue(
    ctx,
    kind,
    owners.map(({ userId }) => ({ userId, about })),
  )
}

/** Queues a letter to each. Joins the transaction. */
export async function queue<K extends NoticeKind>(ctx: Ctx, kind: K, to: { userId: number; about: About[K] }[]) {
  if (to.length === 0) return
  const { companyId } = ctx.actor
  const queuedAt = ctx.now()
  const notices = to.map(({ userId, about }) => {
    return { userId, kind, about: JSON.stringify(about), queuedAt, dueAt: queuedAt, companyId }
  })
  await ctx.db.insertInto('notice').values(notices).execute()
}

async function recruiterOf({ db, actor }: Ctx, interviewId: number): Promise<number> {
  const { recruiterId } = await db
    .selectFrom('interview as i')
    .innerJoin('assessment as a', (on) =>
      on.onRef('a.companyId', '=', 'i.companyId').onRef('a.id', '=', 'i.assessmentId'),
    )
    .select('a.recruiterId')
    .where('i.companyId', '=', actor.companyId)
    .where('i.id', '=', interviewId)
    .executeTakeFirstOrThrow()
  return recruiterId
}
