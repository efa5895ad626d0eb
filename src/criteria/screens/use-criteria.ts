import type { Static } from 'typebox'
import { call } from '../../dashboard/screens/call.ts'
import { useFetched } from '../../dashboard/screens/use-fetched.ts'
import { listCriteria, type WireCriterion } from '../contract.ts'

export type Criterion = Static<typeof WireCriterion>

/** The company's criteria, archived ones too; none until they are here. */
export function useCriteria(): Criterion[] {
  const { fetched } = useFetched((signal) => call(listCriteria, { signal }), 'criteria')
  return fetched.at === 'here' ? fetched.data : []
}
