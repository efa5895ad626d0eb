import type { Ctx, World } from '../lib/context.ts'
import { languageOf } from '../lib/languages.ts'
import { type Outbox, sendDue } from '../lib/outbox.ts'
import { letterOf } from './mail.ts'
import { hashOfToken } from './tokens.ts'

export type LinkKind = 'join' | 'reset'

const lifetimeMs = { join: 7 * 86_400_000, reset: 3_600_000 } satisfies Record<LinkKind, number>

/** A link's token is made of its id, so that it never has to be stored: the letter makes it anew when it leaves. */
const tokenOf = ({ vault }: Pick<World, 'vault'>, id: string): string =>
  vault.sign(`user link ${id}`).toString('base64url')

/** After the #: no server, proxy or log between here and the page is told. */
export const addressOf = (world: Pick<World, 'vault' | 'publicUrl'>, id: string): string =>
  `${world.publicUrl}/#/welcome/${tokenOf(world, id)}`

/**
 * A link by which one user may set their password once; its letter leaves by itself. An invitation ends older ones. A new
 * password anybody may ask for in another's name: it ends none, or a stranger could end each as it comes; whichever is used ends
 * them all.
 */
export async function issue(ctx: Ctx, userId: number, kind: LinkKind): Promise<string> {
  if (kind === 'join') await end(ctx, userId)
  const id = crypto.randomUUID()
  const createdAt = ctx.now()
  await ctx.db
    .insertInto('userLink')
    .values({
      id,
      userId,
      kind,
      hash: hashOfToken(tokenOf(ctx, id)),
      createdAt,
      dueAt: createdAt,
      expiresAt: new Date(createdAt.getTime() + lifetimeMs[kind]),
      companyId: ctx.actor.companyId,
    })
    .execute()
  return id
}

/** Ends what links somebody has left. */
export async function end({ db, actor, now }: Ctx, userId: number): Promise<void> {
  await db
    .updateTable('userLink')
    .set({ usedAt: now() })
    .where('companyId', '=', actor.companyId)
    .where('userId', '=', userId)
    .where('usedAt', 'is', null)
    .execute()
}

/** Whose link a token is of, while it is good; of two who use it at once, `use` lets one. */
export async function find({ database, now }: World, token: string) {
  return await database.system
    .selectFrom('userLink as l')
    .innerJoin('user as u', (on) => on.onRef('u.companyId', '=', 'l.companyId').onRef('u.id', '=', 'l.userId'))
    .innerJoin('company as c', 'c.id', 'l.companyId')
    .select(['l.id', 'l.companyId', 'l.userId', 'l.kind', 'u.email', 'u.name', 'u.role', 'c.name as companyName'])
    .where('l.hash', '=', hashOfToken(token))
    .where('l.usedAt', 'is', null)
    .where('l.expiresAt', '>', now())
    .where('u.disabledAt', 'is', null)
    .executeTakeFirst()
}

export type Found = NonNullable<Awaited<ReturnType<typeof find>>>

/** True once. Joins the transaction. */
export async function use({ db, actor, now }: Ctx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('userLink')
    .set({ usedAt: now() })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Sends what is due: the letters with these links. */
export const sendLinks = (world: World, stop: AbortSignal) => sendDue(world, outbox, stop)

/** Tried as long as the link is good. Whoever invites sees the link, and can hand it over. */
const outbox: Outbox = {
  table: 'user_link',

  async read(ctx, id) {
    const link = await ctx.db
      .selectFrom('userLink as l')
      .innerJoin('user as u', (on) => on.onRef('u.companyId', '=', 'l.companyId').onRef('u.id', '=', 'l.userId'))
      .innerJoin('company as c', 'c.id', 'l.companyId')
      .select(['u.email', 'l.kind', 'l.usedAt', 'l.expiresAt', 'l.trouble', 'u.language', 'c.name as companyName'])
      .where('l.companyId', '=', ctx.actor.companyId)
      .where('l.id', '=', id)
      .executeTakeFirst()
    if (!link) return undefined
    const { email, companyName, usedAt, expiresAt: until, trouble } = link
    const kind = link.kind as LinkKind
    const language = languageOf(link.language)
    if (usedAt) await settle(ctx, id, {})
    else if (until <= ctx.now()) await fail(ctx, id, trouble ?? 'The link had ended before a letter could leave')
    else return { letter: letterOf({ id, email, language, companyName, kind, address: addressOf(ctx, id) }), until }
  },

  sent: (ctx, id) => settle(ctx, id, { sentAt: ctx.now() }),
  failed: (ctx, id, _, failure) => fail(ctx, id, failure),
}

const fail = (ctx: Ctx, id: string, failure: string) => settle(ctx, id, { failedAt: ctx.now(), failure })

async function settle({ db, actor }: Ctx, id: string, how: { sentAt?: Date; failedAt?: Date; failure?: string }) {
  await db
    .updateTable('userLink')
    .set({ ...how, dueAt: null, trouble: null })
    .where('companyId', '=', actor.companyId)
    .where('id', '=', id)
    .execute()
}
