import { csvOf } from '../lib/csv.ts'
import type { Analytics } from './contract.ts'

type Cell = string | number | null
type Table = { name: string; headings: string[]; rows: Cell[][] }

/** One table under the other, with an empty line between. What is hidden on the page is empty here. */
export function csvOfTables(numbers: Analytics): string {
  const tables = tablesOf(numbers).map(({ name, headings, rows }) => [[name], headings, ...rows])
  const [first = [['Fewer than 5 people were invited']], ...others] = tables
  return [csvOf(first), ...others.map((table) => csvOf([[], ...table], ''))].join('')
}

function tablesOf({ funnel, assessments, questions, times, devices, browsers, agreement }: Analytics): Table[] {
  return [
    {
      name: 'Funnel',
      headings: ['Step', 'People', '% of invited', '% of the step before'],
      rows: (funnel ?? []).map(({ step, people, ofInvited, ofBefore }) => [step, people, ofInvited, ofBefore]),
    },
    {
      name: 'Assessments',
      headings: ['Assessment', 'Name', 'Invited', 'Submitted', '% submitted'],
      rows: (assessments ?? []).map((row) => [row.assessmentId, row.name, row.invited, row.submitted, row.completed]),
    },
    {
      name: 'Questions',
      headings: ['Question', 'Text', 'Type', 'Versions', 'Asked', 'Answered', 'Stopped here', ...medians],
      rows: (questions?.rows ?? []).map((row) => [
        ...[row.questionId, row.text, row.type, row.versions, row.asked, row.answered, row.stopped],
        ...[row.takes, row.seconds, row.limitSeconds],
      ]),
    },
    {
      name: 'Time until submitted',
      headings: ['Since', 'Unit', 'People', 'Lower quartile', 'Median', 'Upper quartile'],
      rows: times.map(({ since, unit, people, lower, median, upper }) => [since, unit, people, lower, median, upper]),
    },
    {
      name: 'Time until submitted, distribution',
      headings: ['Since', 'Unit', 'From', 'To', 'People'],
      rows: times.flatMap(({ since, unit, buckets }) =>
        buckets.map(({ from, to, people }) => [since, unit, from, to, people]),
      ),
    },
    { name: 'Devices', headings: ['Device', ...kinds], rows: kindsOf(devices) },
    { name: 'Browsers', headings: ['Browser', ...kinds], rows: kindsOf(browsers) },
    {
      name: 'Reviewer agreement',
      headings: ['Criterion', 'Levels', 'Interviews', 'Answers', 'Alpha, ordinal', 'Alpha, interval'],
      rows: agreement ? agreementRows(agreement) : [],
    },
  ].filter(({ rows }) => rows.length > 0)
}

const medians = ['Median takes', 'Median seconds', 'Seconds allowed']
const kinds = ['Opened', 'Submitted', '% submitted']

const kindsOf = (rows: Analytics['devices']): Cell[][] =>
  (rows ?? []).map(({ name, opened, submitted, completed }) => [name, opened, submitted, completed])

function agreementRows({ interviews, answers, interval, criteria }: NonNullable<Analytics['agreement']>): Cell[][] {
  const each = criteria.map((row) => [row.name, row.levels, row.interviews, row.answers, row.ordinal, row.interval])
  return [['All', null, interviews, answers, null, interval], ...each]
}
