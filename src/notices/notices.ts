import type { Ctx, Role, World } from '../lib/context.ts'
import { languageOf } from '../lib/languages.ts'
import { givenUpAt, type Outbox, sendDue } from '../lib/outbox.ts'
import { factsOf } from './facts.ts'
import { type About, canGet, type NoticeKind } from './kinds.ts'
import { letterOf } from './mail.ts'
import { sayingOf } from './saying.ts'

/** Sends what is due to the company's own people. */
export const sendNotices = (world: World, stop: AbortSignal) => sendDue(world, outbox, stop)

/** What one was about may be gone when its turn comes, and so may they, or their part in it; then it is dropped. */
const outbox: Outbox = {
  table: 'notice',

  async read(ctx, id) {
    const notice = await find(ctx, id)
    if (!notice) return undefined
    const { about, email, language, role, disabledAt, queuedAt } = notice
    const kind = notice.kind as NoticeKind
    const isTheirs = !disabledAt && canGet(role as Role, kind) && !isOfYesterday(ctx, kind, queuedAt)
    const facts = isTheirs ? await factsOf(ctx, kind, about as About[NoticeKind]) : undefined
    if (facts) {
      const saying = sayingOf(languageOf(language), kind, facts)
      return { letter: letterOf({ id, to: email, publicUrl: ctx.publicUrl, ...saying }), until: givenUpAt(queuedAt) }
    }
    await end(ctx, id, { droppedAt: ctx.now() })
  },

  sent: (ctx, id) => end(ctx, id, { sentAt: ctx.now() }),
  failed: (ctx, id, _, failure) => end(ctx, id, { failedAt: ctx.now(), failure }),
}

/** A digest says “Today”, and tomorrow there is another. */
const isOfYesterday = ({ now }: Ctx, kind: NoticeKind, queuedAt: Date) =>
  kind === 'digest' && now().getTime() - queuedAt.getTime() >= 23 * 3_600_000

const find = ({ db, actor }: Ctx, id: string) =>
  db
    .selectFrom('notice as n')
    .innerJoin('user as u', (on) => on.onRef('u.companyId', '=', 'n.companyId').onRef('u.id', '=', 'n.userId'))
    .select(['n.kind', 'n.about', 'n.queuedAt', 'u.email', 'u.role', 'u.disabledAt', 'u.language'])
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
