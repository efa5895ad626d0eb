import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { recordAll } from '../events/events.ts'
import { atomically, type Ctx, type UserCtx } from '../lib/context.ts'
import { invalid, unknown } from '../lib/problem.ts'
import { plan } from './plan.ts'
import { queueLetters } from './queue.ts'

/**
 * Invites candidates: each gets a link of their own and a letter, queued in the same transaction, so that a letter
 * leaves exactly when the invitation stands. Refused whole when one id is not this assessment's.
 */
export function invite(outer: Ctx, assessmentId: number, uuids: string[]): Promise<void> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'interview.invite')
    await assessments.find(ctx, assessmentId)
    const interviews = await findAll(ctx, assessmentId, [...new Set(uuids.map((uuid) => uuid.toLowerCase()))])
    await inviteAll(ctx, interviews)
    await recordAll(
      ctx,
      'interview.invited',
      interviews.map(({ id }) => id),
    )
  })
}

type Invited = { id: number; uuid: string; candidateId: number; submittedAt: Date | null; withdrawnAt: Date | null }

async function findAll(ctx: Ctx, assessmentId: number, uuids: string[]): Promise<Invited[]> {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  const found = await ctx.db
    .selectFrom('interview')
    .select(['id', 'uuid', 'candidateId', 'submittedAt', 'withdrawnAt'])
    .where('companyId', '=', ctx.actor.companyId)
    .where('assessmentId', '=', assessmentId)
    .where('uuid', 'in', [noInterview, ...uuids.filter((uuid) => isUuid.test(uuid))])
    .forUpdate()
    .execute()
  const missing = uuids.find((uuid) => !found.some((interview) => interview.uuid === uuid))
  if (missing !== undefined) throw unknown('Videointerview', missing)
  const over = found.find(({ submittedAt, withdrawnAt }) => submittedAt || withdrawnAt)
  if (over) throw isOver(over)
  return found
}

/** So that the list is never empty, which SQL would not take. */
const noInterview = '00000000-0000-0000-0000-000000000000'

const isOver = ({ uuid, submittedAt }: Invited) =>
  invalid('Videointerview', {
    field: 'interviewIds',
    code: 'custom',
    message: `${uuid} is ${submittedAt ? 'completed' : 'withdrawn'} already`,
  })

async function inviteAll(ctx: UserCtx, interviews: Invited[]) {
  const { companyId, userId: invitedBy } = ctx.actor
  const now = ctx.now()
  const ids = interviews.map(({ id }) => id)
  await queueLetters(ctx, 'invitation', interviews)
  await ctx.db
    .updateTable('interview')
    .set({ invitedAt: now, invitedBy, updatedAt: now })
    .where('companyId', '=', companyId)
    .where('id', 'in', ids)
    .execute()
  await tryAddressesAgain(ctx, interviews)
  await plan(ctx, sql`i.id = any(${ids}::bigint[])`)
}

/** Letters came back from them; whoever invites again by hand thinks that they will not now. */
const tryAddressesAgain = ({ db, actor }: UserCtx, interviews: Invited[]) =>
  db
    .updateTable('candidate')
    .set({ undeliverableAt: null, undeliverable: null })
    .where('companyId', '=', actor.companyId)
    .where(
      'id',
      'in',
      interviews.map(({ candidateId }) => candidateId),
    )
    .where('undeliverableAt', 'is not', null)
    .execute()
