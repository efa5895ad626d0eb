import { Readable } from 'node:stream'
import { Answer, type Door } from '../lib/door.ts'
import { numberIn, wordIn } from '../lib/query.ts'
import { readIso, writeMoment } from '../lib/wire.ts'
import * as badge from './badge.ts'
import { exportEvents, getChain, listEvents } from './contract.ts'
import { exportAll, type Narrowed, read } from './reading.ts'

const usual = 100
const most = 500

export function routes(door: Door) {
  door.on(listEvents, async (ctx, { query }) => {
    const limit = Math.min(most, numberIn(query, 'limit') ?? usual)
    const events = await read(ctx, narrowedBy(query), limit)
    return {
      events: events.map(({ id, at, details, ...event }) => ({
        ...event,
        eventId: id,
        at: writeMoment(at),
        details: details as Record<string, unknown>,
      })),
      next: events.length < limit ? null : (events.at(-1)?.id ?? null),
    }
  })

  door.on(exportEvents, async (ctx, { query }) => {
    const pieces = await exportAll(ctx, narrowedBy(query))
    return new Answer(200, Readable.from(pieces), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-log.csv"',
    })
  })

  door.on(getChain, async (ctx) => {
    const { wholeAt, ...verdict } = await badge.verify(ctx)
    return { ...verdict, wholeAt: writeMoment(wholeAt) }
  })
}

function narrowedBy(query: Record<string, unknown>): Narrowed {
  const before = numberIn(query, 'before')
  const userId = numberIn(query, 'user')
  const kind = wordIn(query, 'kind', /^[a-z_]+(\.[a-z_]+)?$/)
  const object = wordIn(query, 'object', /^[a-z]+ [\w-]{1,100}$/)
  const [of = '', id = ''] = object?.split(' ') ?? []
  const from = wordIn(query, 'from', /^\d{4}-\d\d-\d\dT/)
  const to = wordIn(query, 'to', /^\d{4}-\d\d-\d\dT/)
  return {
    ...(before !== undefined && { before }),
    ...(userId !== undefined && { userId }),
    ...(kind !== undefined && { kind }),
    ...(object !== undefined && { object: { of, id } }),
    ...(from !== undefined && { from: readIso('Event', 'from', from) }),
    ...(to !== undefined && { to: readIso('Event', 'to', to) }),
  }
}
