import { readFile } from 'node:fs/promises'
import { Answer, type Door } from '../lib/door.ts'
import { Problem } from '../lib/problem.ts'
import { numberIn, wordIn } from '../lib/query.ts'
import * as analytics from './analytics.ts'
import type { Asked } from './cohort.ts'
import { exportAnalytics, getAnalytics, getExplanation } from './contract.ts'

export function routes(door: Door) {
  door.on(getAnalytics, (ctx, { query }) => analytics.read(ctx, narrowedBy(query)))

  door.on(getExplanation, async () => {
    const words = await readFile(new URL('../../docs/analytics.md', import.meta.url), 'utf8')
    return new Answer(200, words, { 'content-type': 'text/plain; charset=utf-8' })
  })

  door.on(exportAnalytics, async (ctx, { query }) => {
    const csv = await analytics.exportTables(ctx, narrowedBy(query))
    return new Answer(200, csv, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="analytics.csv"',
    })
  })
}

/** Whole months only: who could ask by the day could ask for one person's. */
function narrowedBy(query: Record<string, unknown>): Asked {
  const assessmentId = numberIn(query, 'assessment')
  const from = wordIn(query, 'from', month)
  const to = wordIn(query, 'to', month)
  if (from !== undefined && to !== undefined && from > to) throw new Problem('unusable', 'from is after to')
  return {
    ...(assessmentId !== undefined && { assessmentId }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}

const month = /^(19|[2-9]\d)\d\d-(0[1-9]|1[0-2])$/
