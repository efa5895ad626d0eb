import { Problem } from './problem.ts'

/** A query parameter that looks as it should; undefined when it is not there. Throws `unusable` for any other. */
export function wordIn(query: Record<string, unknown>, name: string, like: RegExp): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string' && like.test(value)) return value
  throw new Problem('unusable', `${name} cannot be read`)
}

export const numberIn = (query: Record<string, unknown>, name: string): number | undefined => {
  const word = wordIn(query, name, /^[1-9]\d{0,14}$/)
  return word === undefined ? undefined : Number(word)
}
