import type { Row } from './row.ts'

export type Column = 'name' | 'email' | 'status' | 'rating' | 'automatic' | 'result' | 'outcome' | 'closes'
export type Sorting = { by: Column; isDown: boolean } | undefined

/** As people go through it, not as it is spelled. */
const statuses = ['Draft', 'Awaiting Response', 'In Progress', 'Completed', 'Expired', 'Withdrawn']

export const nameOf = ({ profile, candidateEmail }: Row) =>
  `${profile.firstName} ${profile.lastName}`.trim() || candidateEmail || 'Candidate'

type Key = string | number

const keys: Record<Column, (row: Row) => Key> = {
  name: nameOf,
  email: ({ candidateEmail }) => candidateEmail,
  status: ({ status }) => statuses.indexOf(status),
  rating: ({ totalScore }) => totalScore ?? -1,
  automatic: ({ interviewScore }) => interviewScore ?? -1,
  result: ({ result }) => result ?? '',
  outcome: ({ outcome }) => outcome ?? '',
  closes: ({ expirationDate }) => Date.parse(expirationDate),
}

const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Each row's key is made once: ten thousand are compared a hundred thousand times. What is equal stays in its order. */
export function sorted(rows: Row[], sorting: Sorting): Row[] {
  if (!sorting) return rows
  const keyed = rows.map((row) => ({ row, key: keys[sorting.by](row) }))
  const sign = sorting.isDown ? -1 : 1
  keyed.sort(({ key: a }, { key: b }) =>
    typeof a === 'string' ? sign * compare(a, b as string) : sign * (a - (b as number)),
  )
  return keyed.map(({ row }) => row)
}

export type Narrowing = { sought: string; status: string; outcome: string }

/** What a row is found by, made once for each. */
export const withWords = (rows: Row[]) =>
  rows.map((row) => ({ row, words: `${nameOf(row)} ${row.candidateEmail}`.toLowerCase() }))

export function narrowed(all: ReturnType<typeof withWords>, { sought, status, outcome }: Narrowing): Row[] {
  const words = sought.trim().toLowerCase()
  return all
    .filter(
      ({ row, words: own }) =>
        (status === '' || row.status === status) &&
        (outcome === '' || (row.outcome ?? 'None') === outcome) &&
        own.includes(words),
    )
    .map(({ row }) => row)
}
