import { faultOf, sameAs, twice } from '../check.ts'
import type { ImportRow } from '../contract.ts'

export type Row = Required<ImportRow>

/** What is wrong with each row, by its place; the first of two that are the same is right. */
export function faultsOf(rows: Row[]): Map<number, string> {
  const seen = new Set<string>()
  const faults = new Map<number, string>()
  rows.forEach((row, place) => {
    const address = sameAs(row.emailAddress ?? '')
    const fault = faultOf(row) ?? (seen.has(address) ? twice : undefined)
    if (fault) faults.set(place, fault)
    else seen.add(address)
  })
  return faults
}
