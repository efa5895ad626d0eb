import { Problem } from './problem.ts'

/** What a query says under a name, as far as it looks right; throws `unusable` for what cannot be read. */
export function wordIn(query: Record<string, unknown>, name: string, like: RegExp): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string' && like.test(value)) return value
  throw new Problem('unusable', `${name} cannot be read`)
}

export function numberIn(query: Record<string, unknown>, name: string): number | undefined {
  const word = wordIn(query, name, /^[1-9]\d{0,14}$/)
  return word === undefined ? undefined : Number(word)
}
