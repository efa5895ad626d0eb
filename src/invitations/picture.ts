import type { Ctx } from '../lib/context.ts'
import type { Attached } from '../lib/mail.ts'
import { isPath } from '../pictures/pictures.ts'

/** What a letter may carry besides its words: a thousand candidates are invited at once. */
const mostBytes = 250_000

/** The assessment's picture, to travel inside its letters; none when it is too large for that. */
export async function pictureOf(
  { db, actor }: Ctx,
  { bannerEnabled, bannerPath }: { bannerEnabled: boolean; bannerPath: string | null },
): Promise<Attached | undefined> {
  if (!bannerEnabled || !isPath(bannerPath)) return undefined
  const picture = await db
    .selectFrom('picture')
    .select(['type', 'content'])
    .where('companyId', '=', actor.companyId)
    .where('id', '=', bannerPath.split('/').at(-1) ?? '')
    .executeTakeFirst()
  if (!picture || picture.content.length > mostBytes) return undefined
  return { name: `picture.${picture.type.split('/')[1]}`, type: picture.type, content: picture.content, cid: 'picture' }
}
