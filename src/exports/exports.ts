import { sql } from 'kysely'
import { allow } from '../accounts/permissions.ts'
import * as assessments from '../assessments/assessments.ts'
import { record } from '../events/events.ts'
import { type InterviewRow, readRows } from '../interviews/rows.ts'
import { atomically, type Ctx } from '../lib/context.ts'
import { csvOf } from '../lib/csv.ts'

/** A table of the candidates of an assessment, for a spreadsheet: those named, in that order, or all, newest first. */
export function exportCandidates(outer: Ctx, assessmentId: number, uuids?: string[]): Promise<string> {
  return atomically(outer, async (ctx) => {
    allow(ctx, 'candidate.write')
    await assessments.find(ctx, assessmentId)
    const wanted = uuids?.map((uuid) => uuid.toLowerCase())
    const chosen = wanted ? sql` and i.uuid::text = any (${wanted}::text[])` : sql``
    const rows = await readRows(ctx, sql`i.assessment_id = ${assessmentId}${chosen}`, { limit: 1e6, amongMany: true })
    const places = new Map(wanted?.map((uuid, place) => [uuid, place]))
    const inOrder = wanted ? rows.sort((a, b) => (places.get(a.uuid) ?? 0) - (places.get(b.uuid) ?? 0)) : rows
    await record(ctx, 'candidates.exported', assessmentId, { count: rows.length })
    return csvOf([headings, ...inOrder.map(cells)])
  })
}

const headings = [
  ...['First name', 'Last name', 'Email', 'Status', 'Outcome', 'Rating', 'Reviewers', 'Automatic score', 'Result'],
  ...['Invited', 'Submitted', 'Closes', 'Interview'],
]

const cells = ({ personal, ...row }: InterviewRow) => [
  ...[personal.firstName, personal.lastName, personal.email, row.status, row.outcome],
  ...[row.totalScore, row.reviewerCount, row.interviewScore, row.result],
  ...[row.invitedAt, row.submittedAt, row.deadline, row.uuid],
]
