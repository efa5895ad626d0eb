import { describe, expect, test } from 'vitest'
import type { Row } from './row.ts'
import { nameOf, narrowed, sorted, withWords } from './sorting.ts'

const row = (firstName: string, given: Partial<Row> = {}) =>
  ({
    profile: { firstName, lastName: '' },
    candidateEmail: `${firstName.toLowerCase()}@example.com`,
    ...{ status: 'Draft', outcome: null, interviewScore: null, expirationDate: '2026-01-01T00:00:00.000Z' },
    ...given,
  }) as Row
const names = (rows: Row[]) => rows.map(nameOf)

describe('the table of candidates', () => {
  test('is sorted as people read, and keeps its order where two are equal', () => {
    const rows = [row('Zoe 10'), row('zoe 9'), row('Ärmel'), row('Bea')]
    expect(names(sorted(rows, { by: 'name', isDown: false }))).toEqual(['Ärmel', 'Bea', 'zoe 9', 'Zoe 10'])
    expect(names(sorted(rows, { by: 'outcome', isDown: true }))).toEqual(names(rows))
    expect(sorted(rows, undefined)).toBe(rows)
  })

  test('goes through the states in the order of an interview, and puts no score below any', () => {
    const rows = [
      row('Done', { status: 'Completed', interviewScore: 0 }),
      row('New'),
      row('Busy', { status: 'In Progress' }),
    ]
    expect(names(sorted(rows, { by: 'status', isDown: false }))).toEqual(['New', 'Busy', 'Done'])
    expect(names(sorted(rows, { by: 'automatic', isDown: true }))[0]).toBe('Done')
  })

  test('is narrowed by words, state and outcome together', () => {
    const rows = withWords([row('Ada'), row('Adam', { outcome: 'Rejected' }), row('Bea', { status: 'Completed' })])
    const by = (given: object) => names(narrowed(rows, { sought: '', status: '', outcome: '', ...given }))
    expect(by({ sought: ' ADA' })).toEqual(['Ada', 'Adam'])
    expect(by({ sought: 'ada', outcome: 'None' })).toEqual(['Ada'])
    expect(by({ outcome: 'Rejected' })).toEqual(['Adam'])
    expect(by({ status: 'Completed' })).toEqual(['Bea'])
  })

  test('names whom nothing is known of', () => {
    expect(nameOf(row('', { candidateEmail: '' }))).toBe('Candidate')
    expect(nameOf(row('', { candidateEmail: 'a@example.com' }))).toBe('a@example.com')
  })
})
