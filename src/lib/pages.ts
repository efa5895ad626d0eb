import type { Filter } from './filter.ts'

const page = 500

/** Reads what a filter asks for a page at a time, so that a list of any length is never in memory as a whole. */
export async function* inPages<Row>(
  { limit = Infinity, skip }: Filter,
  read: (limit: number, offset: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  for (let done = 0; done < limit; done += page) {
    const rows = await read(Math.min(page, limit - done), skip + done)
    yield rows
    if (rows.length < page) return
  }
}
