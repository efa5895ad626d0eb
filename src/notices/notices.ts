import type { Ctx, World } from '../lib/context.ts'
import { givenUpAt, type Outbox, sendDue } from '../lib/outbox.ts'
import type { About, NoticeKind } from './kinds.ts'
import { letterOf } from './mail.ts'
import { sayingOf } from './saying.ts'

/** Sends what is due to the company's own people. */
export const sendNotices = (world: World, stop: AbortSignal) => sendDue(world, outbox, stop)

/** What one was about may be gone when its turn comes, and so may they; then it is dropped. */
const outbox: Outbox = {
  table: 'notice',

  async read(ctx, id) {
    const notice = await find(ctx, id)
    if (!notice) return undefined
    const { kind, about, email, disabledAt, queuedAt } = notice
    const saying = disabledAt ? undefined : await sayingOf(ctx, kind as NoticeKind, about as About[NoticeKind])
    const letter = saying && letterOf({ id, to: email, publicUrl: ctx.publicUrl, ...saying })
    if (letter) return { letter, until: givenUpAt(queuedAt) }
    await end(ctx, id, { droppedAt: ctx.now() })
  },

  sent: (ctx, id) => end(ctx, id, { sentAt: ctx.now() }),
  failed: (ctx, id, _, failure) => end(ctx, id, { failedAt: ctx.now(), failure }),
}

const find = ({ db, actor }: Ctx, id: string) =>
  db
    .selectFrom('notice as n')
    .innerJoin('user as u', (on) => on.onRef('u.companyId', '=', 'n.companyId').onRef('u.id', '=', 'n.userId'))
    .select(['n.kind', 'n.about', 'n.queuedAt', 'u.email', 'u.disabledAt'])
    .where('n.companyId', '=', actor.companyId)
    .where('n.id', '=', id)
    .executeTakeFirst()

type How = { sentAt: Date } | { droppedAt: Date } | { failedAt: Date; failure: string }

async function end({ db, actor }: Ctx, id: string, how: How): Promise<void> {
  await db
    .updateTable('notice')
    .set({ ...how, dueAt: null, trouble: null })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .execute()
}
