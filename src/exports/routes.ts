import { Answer, type Door } from '../lib/door.ts'
import { exportCandidates } from './contract.ts'
import * as exports from './exports.ts'

export function routes(door: Door) {
  door.on(exportCandidates, async (ctx, { params, body }) => {
    const csv = await exports.exportCandidates(ctx, Number(params.id), body.interviewIds)
    return new Answer(200, csv, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="candidates-${params.id}.csv"`,
    })
  })
}
