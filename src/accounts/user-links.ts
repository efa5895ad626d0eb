import type { Ctx, World } from '../lib/context.ts'
import { LetterRefused } from '../lib/mail.ts'
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
 * A link by which one user may set their password once. An invitation ends older ones. A new password anybody may ask for in
 * another's name: it ends none, or a stranger could end each as it comes; whichever is used ends them all.
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

/**
 * Sends the letter with the link, unless that is over. It is marked once it has left: should the process die in between, the
 * letter comes twice, under one Message-ID and with one link, rather than never.
 */
export async function send(ctx: Ctx, id: string): Promise<void> {
  const link = await ctx.db
    .selectFrom('userLink as l')
    .innerJoin('user as u', (on) => on.onRef('u.companyId', '=', 'l.companyId').onRef('u.id', '=', 'l.userId'))
    .innerJoin('company as c', 'c.id', 'l.companyId')
    .select(['u.email', 'l.kind', 'c.name as companyName'])
    .where('l.companyId', '=', ctx.actor.companyId)
    .where('l.id', '=', id)
    .where('l.sentAt', 'is', null)
    .where('l.usedAt', 'is', null)
    .executeTakeFirst()
  if (!link) return
  const letter = letterOf({ ...link, id, kind: link.kind as LinkKind, address: addressOf(ctx, id) })
  await ctx.letters.send(letter).catch((error) => {
    // The next try would fare no better; whoever invites sees the link, and can hand it over.
    if (!(error instanceof LetterRefused)) throw error
  })
  await ctx.db
    .updateTable('userLink')
    .set({ sentAt: ctx.now() })
    .where('companyId', '=', ctx.actor.companyId)
    .where('id', '=', id)
    .execute()
}
