import { Type } from 'typebox'
import { invalid } from './problem.ts'

/** X0PA's spellings, each a named shape with its reader and writer. */

/** Text that PostgreSQL can store and JSON can carry; the door refuses NUL and lone surrogates everywhere. */
export const text = (maxLength: number, about?: string) =>
  Type.String({ maxLength, ...(about ? { description: about } : {}) })

export const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** An id in a path: digits that fit PostgreSQL's bigint as far as a JavaScript number holds them. */
export const idInPath = Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'A number' })

export const uuid = Type.String({
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  description: 'A UUID',
})

/** An id in a body: `1` or `"1"`, both are right. */
export const idInBody = Type.Union([Type.Integer({ minimum: 1, maximum: 1e15 }), idInPath])

/** Milliseconds since 1970, as digits in a string: `"1629323252040"`. A window may reach back before 1970. */
export const epochString = Type.String({
  pattern: '^-?\\d{1,14}$',
  description: 'Milliseconds since 1970, in a string',
})
/** A request may also send the number itself. */
export const epochGiven = Type.Union([epochString, Type.Integer()])

/** ISO 8601 with an offset: `2021-08-19T03:17:32+05:30`. */
export const isoDate = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)$',
  description: 'ISO 8601 with an offset',
})

export const writeEpoch = (at: Date) => String(at.getTime())

/** `2021-08-15T06:31:40+00:00`: whole seconds, as the answers to a POST spell a moment. */
export const writeOffset = (iso: string) => `${iso.slice(0, 19)}+00:00`
/** `2021-08-10T06:49:03.000Z`: whole seconds in the list's spelling. */
export const writeSecond = (iso: string) => `${iso.slice(0, 19)}.000Z`
export const writeMoment = (at: Date) => at.toISOString()

export const orNull = <T, R>(value: T | null | undefined, write: (value: T) => R): R | null =>
  value === null || value === undefined ? null : write(value)

/** Both years have four digits, also a week earlier or later: what is stored can always be read and written again. */
const earliest = Date.UTC(1900)
const latest = Date.UTC(9999)

function refuseNoDate(model: string, field: string, at: Date): Date {
  if (at.getTime() >= earliest && at.getTime() < latest) return at
  throw invalid(model, { field, code: 'format', message: 'is not a date between the years 1900 and 9999' })
}

export const readEpoch = (model: string, field: string, value: string | number): Date =>
  refuseNoDate(model, field, new Date(Number(value)))

/** Reads an ISO 8601 date that has the right shape; throws `invalid` for one that is no day or hour (`2021-02-30`). */
export function readIso(model: string, field: string, value: string): Date {
  const at = new Date(value)
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`)
  // Date takes the 30th of February for the 2nd of March.
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value.slice(0, 10))
  return refuseNoDate(model, field, isDay ? at : new Date(Number.NaN))
}
