import { Problem } from './problem.ts'

/** What a list may be asked for, in LoopBack's words: equality in `where`, one `order`, `limit` and `skip`. */
export type Filter = {
  where: Record<string, string | number | boolean | null>
  order?: { by: string; direction: 'asc' | 'desc' }
  limit?: number
  skip: number
}

/** For the description of a list's query. */
export const listQuery = {
  filter:
    'LoopBack\'s filter as JSON, such as `{"where":{…},"order":"id DESC","limit":10,"skip":20}`, or `filter[limit]=10`. Without it the list is whole.',
}

/** Which fields a list can be narrowed and ordered by. */
export type Filterable = { where: readonly string[]; order: readonly string[] }

/** Reads the query string's filter. Throws `unusable` for one that cannot be read or asks for what is not there. */
export function readFilter(query: Record<string, unknown>, { where, order }: Filterable): Filter {
  const raw = rawFilter(query)
  const filter: Filter = {
    where: readWhere(raw.where, where),
    skip: readCount('skip', raw.skip ?? raw.offset) ?? 0,
  }
  const limit = readCount('limit', raw.limit)
  const by = readOrder(raw.order, order)
  return { ...filter, ...(limit === undefined ? {} : { limit }), ...(by ? { order: by } : {}) }
}

function rawFilter(query: Record<string, unknown>): Record<string, unknown> {
  const raw: Record<string, unknown> = {}
  const json = query.filter
  if (json !== undefined && json !== '') Object.assign(raw, parseObject(json))
  for (const [key, value] of Object.entries(query)) {
    const [, name, field] = key.match(/^filter\[(\w+)\](?:\[(\w+)\])?$/) ?? []
    if (!name) continue
    raw[name] = field ? { ...(raw[name] as object), [field]: value } : value
  }
  return raw
}

function parseObject(json: unknown): object {
  try {
    const parsed: unknown = JSON.parse(String(json))
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed
  } catch {}
  throw wrong('filter is not a JSON object')
}

function readWhere(raw: unknown, allowed: readonly string[]): Filter['where'] {
  if (raw === undefined || raw === null) return {}
  if (typeof raw !== 'object' || Array.isArray(raw)) throw wrong('filter.where is not an object')
  for (const [field, value] of Object.entries(raw)) {
    if (!allowed.includes(field)) throw wrong(`filter.where knows ${allowed.join(', ')}, not ${field.slice(0, 100)}`)
    if (value !== null && typeof value === 'object')
      throw wrong(`filter.where.${field} can only be compared for equality`)
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      throw wrong(`filter.where.${field} is not text`)
  }
  return raw as Filter['where']
}

function readOrder(raw: unknown, allowed: readonly string[]): Filter['order'] {
  const first: unknown = raw !== null && typeof raw === 'object' ? Object.values(raw)[0] : raw
  if (first === undefined || first === null) return undefined
  if (typeof first !== 'string') throw wrong('filter.order is not text')
  const [, by, direction = 'ASC'] = first.match(/^(\w+)(?: +(ASC|DESC))?$/i) ?? []
  if (!by || !allowed.includes(by)) throw wrong(`filter.order is one of ${allowed.join(', ')}, then ASC or DESC`)
  return { by, direction: direction.toLowerCase() as 'asc' | 'desc' }
}

function readCount(name: string, raw: unknown): number | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined
  const value = typeof raw === 'string' || typeof raw === 'number' ? Number(raw) : Number.NaN
  if (Number.isInteger(value) && value >= 0 && value <= 1e9) return value
  throw wrong(`filter.${name} is not a whole number`)
}

const wrong = (sentence: string) => new Problem('unusable', sentence, { name: 'INVALID_FILTER' })

/** A value that is compared with an id; what cannot be one is nobody's. */
export const idOf = (value: Filter['where'][string] | undefined): number =>
  /^\d{1,15}$/.test(String(value)) ? Number(value) : -1
