import { createHash } from 'node:crypto'
import { allow } from '../accounts/permissions.ts'
import { record } from '../events/events.ts'
import { atomically, type UserCtx, type World } from '../lib/context.ts'
import { invalid, unknown } from '../lib/problem.ts'
import { type PictureKind, pictureKind } from './kind.ts'

const longestSide = 4000

export type NewPicture = PictureKind & { path: string }

/** Keeps a picture of the company. The same picture again is the one that is there. */
export function add(outer: UserCtx, content: Buffer): Promise<NewPicture> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'assessment.write')
    const kind = pictureKind(content)
    if (!kind) throw refused('is not a PNG, JPEG or WebP picture')
    if (Math.max(kind.width, kind.height) > longestSide) throw refused(`is more than ${longestSide} pixels long`)
    const { companyId, userId } = ctx.actor
    const sha256 = createHash('sha256').update(content).digest()
    const made = await ctx.db
      .insertInto('picture')
      .values({ type: kind.type, content, sha256, createdAt: ctx.now(), createdBy: userId, companyId })
      .onConflict((conflict) => conflict.columns(['companyId', 'sha256']).doUpdateSet({ sha256 }))
      .returning(['id', 'createdAt'])
      .executeTakeFirstOrThrow()
    await record(ctx, 'picture.added', made.id)
    return { ...kind, path: pathOf(made.id) }
  })
}

const refused = (message: string) => invalid('Picture', { field: 'body', code: 'custom', message })

export const pathOf = (id: string) => `/pictures/${id}`

/** Whether a path an assessment names is one of ours: what else stood there is nothing to load from. */
export const isPath = (path: string | null): path is string => /^\/pictures\/[0-9a-f-]{36}$/.test(path ?? '')

/** For everybody: it stands on pages and in letters of people who have no account. */
export async function read({ database }: World, id: string): Promise<{ type: string; content: Buffer }> {
  const picture = await database.system
    .selectFrom('picture')
    .select(['type', 'content'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!picture) throw unknown('Picture', id)
  return picture
}
