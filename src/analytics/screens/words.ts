import type { KindRow, Step, Time } from '../contract.ts'

/** What numbers are called, and how they read. */

const few = 'fewer than 5'

export const stepNames: Record<Step['step'], string> = {
  invited: 'Invited',
  opened: 'Opened',
  consented: 'Consented',
  started: 'Started',
  submitted: 'Submitted',
}

export const sinceNames: Record<Time['since'], string> = {
  opened: 'From first opening it',
  started: 'From beginning to answer',
  invited: 'From the invitation',
}

const kinds: Record<string, string> = {
  phone: 'Phone',
  tablet: 'Tablet',
  computer: 'Computer',
  other: 'Other',
  rest: 'All others',
  unknown: 'Not known',
}
export const kindOf = ({ name }: KindRow) => kinds[name] ?? name

const number = new Intl.NumberFormat()
const percent = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
const decimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const alpha = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Of what is hidden only where it is few itself. */
export const peopleOf = (people: number | null) => (people === null ? few : number.format(people))
/** Of what may be hidden because it would tell of few. */
export const toldOf = (people: number | null) => (people === null ? 'not shown' : number.format(people))
export const percentOf = (of100: number | null) => (of100 === null ? '–' : `${percent.format(of100)} %`)
export const decimalOf = (value: number | null) => (value === null ? '–' : decimal.format(value))
export const alphaOf = (value: number | null) => (value === null ? 'no variation' : alpha.format(value))

/** The bounds that Krippendorff gives; they are words of caution, not of measure. */
export function meaningOf(value: number | null): string {
  if (value === null) return 'cannot be told: all marks are the same'
  if (value >= 0.8) return 'good'
  return value >= 0.667 ? 'tentative' : 'low'
}

/** 90 is 1 h 30 min, and what takes days is told in days. */
export function lengthOf(value: number, unit: Time['unit']): string {
  const minutes = unit === 'days' ? value * 1440 : value
  if (minutes < 1) return `${Math.round(minutes * 60)} s`
  if (minutes < 60) return `${decimal.format(minutes)} min`
  if (minutes < 48 * 60) return [`${Math.floor(minutes / 60)} h`, ...rest(Math.round(minutes % 60))].join(' ')
  return `${decimal.format(minutes / 1440)} days`
}

const rest = (minutes: number) => (minutes === 0 ? [] : [`${minutes} min`])

/** As short as under a column. */
export function edgeOf(value: number, unit: Time['unit']): string {
  if (value === 0) return '0'
  if (unit === 'days' || value >= 1440) return `${unit === 'days' ? value : value / 1440} d`
  return value >= 60 ? `${value / 60} h` : `${value} m`
}

const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' })
export const monthOf = (name: string) => month.format(new Date(`${name}-15T00:00:00Z`))
