import type { Door } from '../lib/door.ts'
import { contentOf, fromWire } from '../questions/wire.ts'
import { addToLibrary, editInLibrary, type LibraryQuestion as InWire, listLibrary } from './contract.ts'
import type { LibraryQuestion, LibraryWords } from './library.ts'
import * as library from './library.ts'

export function routes(door: Door) {
  door.on(listLibrary, async (ctx, { query }) => (await library.list(ctx, query.archived === 'true')).map(toWire))
  door.on(addToLibrary, async (ctx, { body }) => toWire(await library.add(ctx, wordsIn(body, ctx.now()))))
  door.on(editInLibrary, async (ctx, { params, body: { lastSeen, ...body } }) =>
    toWire(await library.edit(ctx, Number(params.id), wordsIn(body, ctx.now()), lastSeen)),
  )
}

function wordsIn(
  { archived, ...body }: Parameters<typeof fromWire>[0] & { archived?: boolean },
  now: Date,
): LibraryWords {
  const { position: _, ...words } = fromWire(body)
  return { ...words, ...(archived !== undefined && { archivedAt: archived ? now : null }) }
}

const toWire = (row: LibraryQuestion): InWire => ({
  id: row.id,
  ...contentOf(row),
  archived: row.archivedAt !== null,
})
